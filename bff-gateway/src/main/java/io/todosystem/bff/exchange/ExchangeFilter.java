package io.todosystem.bff.exchange;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.todosystem.platform.grpc.RequestId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What every exchange has: an id, a line in the log, and headers that keep browsers from guessing. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class ExchangeFilter {
    static final String REQUEST_ID = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final String STARTED = "todo.started";
    private static final String ID = "todo.request-id";
    private static final Map<String, String> DEFAULTS = Map.of(
            HttpHeaders.CACHE_CONTROL,
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    @RequestFilter
    @Order(FilterOrder.EXCHANGE)
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        var id = RequestId.keepOrMake(request.getHeaders().get(REQUEST_ID));
        request.setAttribute(STARTED, System.nanoTime());
        request.setAttribute(ID, id);
        CallContext.change(propagated, context -> context.withValue(RequestId.KEY, id));
    }

    @ResponseFilter
    @Order(FilterOrder.EXCHANGE)
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        var headers = response.getHeaders();
        request.getAttribute(ID, String.class).ifPresent(id -> headers.set(REQUEST_ID, id));
        DEFAULTS.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        log(request, response.code());
    }

    private static void log(HttpRequest<?> request, int status) {
        var path = request.getUri().getRawPath();
        long nanos =
                System.nanoTime() - request.getAttribute(STARTED, Long.class).orElseGet(System::nanoTime);
        LOG.atLevel(path.startsWith("/health") || path.equals("/prometheus") ? Level.DEBUG : Level.INFO)
                .addKeyValue("method", request.getMethodName())
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", nanos / 1_000_000)
                .log("{} {} {}", request.getMethodName(), path, status);
    }
}
