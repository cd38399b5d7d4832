package io.todosystem.bff.exchange;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.platform.grpc.RequestId;
import io.todosystem.platform.grpc.TrustedProxies;
import java.time.Duration;

/** What every exchange has: an id, a line in the log, and headers that keep browsers from guessing. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class ExchangeFilter {
    private static final String STARTED = "todo.started";
    private static final String ID = "todo.request-id";

    private final TrustedProxies proxies;

    ExchangeFilter(ProxyConfiguration configuration) {
        this.proxies = new TrustedProxies("todo.proxies.trusted", configuration.trusted());
    }

    @RequestFilter
    @Order(FilterOrder.EXCHANGE)
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        var id = RequestId.keepOrMake(request.getHeaders().get(Exchange.REQUEST_ID));
        request.setAttribute(STARTED, System.nanoTime());
        request.setAttribute(ID, id);
        CallContext.change(
                propagated, context -> context.withValues(RequestId.KEY, id, ClientAddress.KEY, clientOf(request)));
    }

    private String clientOf(HttpRequest<?> request) {
        return proxies.clientOf(request.getRemoteAddress(), request.getHeaders().getAll(TrustedProxies.HEADER));
    }

    @ResponseFilter
    @Order(FilterOrder.EXCHANGE)
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        var headers = response.getHeaders();
        request.getAttribute(ID, String.class).ifPresent(id -> headers.set(Exchange.REQUEST_ID, id));
        Exchange.DEFAULTS.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        Exchange.log(request.getMethodName(), request.getUri().getRawPath(), response.code(), since(request));
    }

    private static Duration since(HttpRequest<?> request) {
        long now = System.nanoTime();
        return Duration.ofNanos(now - request.getAttribute(STARTED, Long.class).orElse(now));
    }
}
