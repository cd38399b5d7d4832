package io.todosystem.platform.grpc;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrustedProxiesTest {
    private static final String SETTING = "todo.some.proxies";
    private static final TrustedProxies PROXIES =
            new TrustedProxies(SETTING, List.of("10.0.0.1", " 10.0.0.2", "2001:db8::7"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.1             | 192.0.2.7                        | 192.0.2.7
            2001:db8:0:0:0:0:0:7 | 192.0.2.7                        | 192.0.2.7
            10.0.0.1             | 203.0.113.9, 192.0.2.7           | 192.0.2.7
            10.0.0.1             | 203.0.113.9, 192.0.2.7, 10.0.0.2 | 192.0.2.7
            10.0.0.1             | 10.0.0.2                         | 10.0.0.2
            10.0.0.1             | ''                               | 10.0.0.1
            10.0.0.1             | 192.0.2.7,                       | 10.0.0.1
            10.0.0.1             | example.org                      | 10.0.0.1
            192.0.2.7            | 203.0.113.9                      | 192.0.2.7
            10.0.0.1             | 2001:db8::1                      | 2001:db8:0:0:0:0:0:1
            """)
    void the_client_is_the_last_address_that_none_of_them_has(String peer, String forwarded, String client) {
        assertThat(PROXIES.clientOf(peer(peer), List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void several_headers_are_one() {
        assertThat(PROXIES.clientOf(peer("10.0.0.1"), List.of("203.0.113.9", "192.0.2.7, 10.0.0.2")))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void without_the_header_it_is_the_other_end() {
        assertThat(PROXIES.clientOf(peer("10.0.0.1"), List.of())).isEqualTo("10.0.0.1");
        assertThat(PROXIES.clientOf(peer("fe80::1%1"), List.of())).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @Test
    void where_none_is_named_nothing_is_believed() {
        var none = new TrustedProxies(SETTING, List.of(""));

        assertThat(none.clientOf(peer("192.0.2.7"), List.of("203.0.113.9"))).isEqualTo("192.0.2.7");
    }

    @Test
    void a_proxy_is_named_by_its_address() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new TrustedProxies(SETTING, List.of("nginx")))
                .withMessageContaining("todo.some.proxies must list addresses such as 10.0.0.7, not nginx");
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 4711);
    }
}
