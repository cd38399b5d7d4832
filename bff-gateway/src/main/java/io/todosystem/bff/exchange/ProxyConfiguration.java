package io.todosystem.bff.exchange;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who stands before the gateway.
 *
 * @param trusted addresses of the proxies whose {@code X-Forwarded-For} is believed; none unless they are named
 */
@ConfigurationProperties("todo.proxies")
record ProxyConfiguration(@Bindable(defaultValue = "") List<String> trusted) {
    Set<InetAddress> addresses() {
        return trusted.stream()
                .filter(address -> !address.isBlank())
                .map(ProxyConfiguration::literal)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "todo.proxies.trusted must list addresses such as 10.0.0.7, not " + address);
        }
    }
}
