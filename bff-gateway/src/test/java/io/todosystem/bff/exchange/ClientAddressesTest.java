package io.todosystem.bff.exchange;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientAddressesTest {
    private static final ClientAddresses BEHIND_PROXIES =
            new ClientAddresses(new ProxyConfiguration(List.of("10.0.0.1", "10.0.0.2")));

    @Test
    void without_trusted_proxies_the_header_is_not_looked_at() {
        var direct = new ClientAddresses(new ProxyConfiguration(List.of()));

        assertThat(direct.of(peer("192.0.2.7"), List.of("203.0.113.9"))).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.1  | 192.0.2.7                         | 192.0.2.7
            10.0.0.1  | 203.0.113.9, 192.0.2.7            | 192.0.2.7
            10.0.0.1  | 203.0.113.9, 192.0.2.7, 10.0.0.2  | 192.0.2.7
            10.0.0.1  | 10.0.0.2                          | 10.0.0.2
            10.0.0.1  | ''                                | 10.0.0.1
            10.0.0.1  | example.org                       | 10.0.0.1
            192.0.2.7 | 203.0.113.9                       | 192.0.2.7
            10.0.0.1  | 2001:db8::1                       | 2001:db8:0:0:0:0:0:1
            """)
    void behind_proxies_it_is_the_last_address_that_none_of_them_has(String peer, String header, String client) {
        assertThat(BEHIND_PROXIES.of(peer(peer), List.of(header))).isEqualTo(client);
    }

    @Test
    void several_headers_are_one() {
        assertThat(BEHIND_PROXIES.of(peer("10.0.0.1"), List.of("203.0.113.9", "192.0.2.7, 10.0.0.2")))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void a_proxy_is_named_by_its_address() {
        var named = new ProxyConfiguration(List.of("proxy.example.org"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new ClientAddresses(named))
                .withMessageContaining("proxy.example.org");
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 4711);
    }
}
