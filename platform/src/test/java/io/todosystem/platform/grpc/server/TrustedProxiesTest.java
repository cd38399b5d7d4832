package io.todosystem.platform.grpc.server;

import io.grpc.Metadata;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedProxiesTest {
    private static final TrustedProxies EDGE = new TrustedProxies(List.of("10.0.0.7", " 2001:db8::7"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.7          | 192.0.2.1               | 192.0.2.1",
                "2001:db8:0:0:0:0:0:7 | 192.0.2.1            | 192.0.2.1",
                "10.0.0.7          | 198.51.100.9, 192.0.2.1 | 192.0.2.1",
                "10.0.0.7          | somewhere               | 10.0.0.7",
                "10.0.0.7          | 192.0.2.1,              | 10.0.0.7",
                "10.0.0.8          | 192.0.2.1               | 10.0.0.8"
            })
    void the_last_address_that_a_trusted_proxy_names_is_believed(String peer, String forwarded, String client) {
        assertThat(EDGE.clientOf(peer, forwarded(forwarded))).isEqualTo(client);
    }

    @Test
    void without_a_proxy_nothing_is_believed() {
        assertThat(EDGE.clientOf("10.0.0.7", new Metadata())).isEqualTo("10.0.0.7");
        assertThat(new TrustedProxies(List.of("")).clientOf("10.0.0.7", forwarded("192.0.2.1")))
                .isEqualTo("10.0.0.7");
    }

    @Test
    void a_name_is_no_address() {
        assertThatThrownBy(() -> new TrustedProxies(List.of("nginx")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("todo.server.proxies must list addresses such as 10.0.0.7, not nginx");
    }

    private static Metadata forwarded(String value) {
        var headers = new Metadata();
        headers.put(TrustedProxies.FORWARDED, value);
        return headers;
    }
}
