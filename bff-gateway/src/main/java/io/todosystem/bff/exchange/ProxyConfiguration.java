package io.todosystem.bff.exchange;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Who stands before the gateway.
 *
 * @param trusted addresses of the proxies whose {@code X-Forwarded-For} is believed; none unless they are named
 */
@ConfigurationProperties("todo.proxies")
record ProxyConfiguration(@Bindable(defaultValue = "") List<String> trusted) {}
