package io.todosystem.platform.telemetry;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.tracing.opentelemetry.OpenTelemetryPropagationContext;
import io.micronaut.tracing.opentelemetry.instrument.http.server.OpenTelemetryServerFilter;
import io.micronaut.tracing.opentelemetry.instrument.util.OpenTelemetryExclusionsConfiguration;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.function.Predicate;

/** Decides before {@link OpenTelemetryServerFilter}: a request whose trace is not kept only gets its ids. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class HttpTracing {
    /** Just before that filter. */
    private static final int FIRST = 18_900;
    /** What it writes down so that it does not begin twice. */
    private static final String DONE = OpenTelemetryServerFilter.class.getName() + "-applied";

    private final TraceSampler sampler;
    private final Predicate<String> isQuiet;

    HttpTracing(Tracing tracing, OpenTelemetryExclusionsConfiguration quiet) {
        this.sampler = tracing.sampler();
        this.isQuiet = Objects.requireNonNull(quiet.exclusionTest(), "otel.exclusions");
    }

    @RequestFilter
    @Order(FIRST)
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        if (isQuiet.test(request.getPath())) {
            return;
        }
        SpanContext caller = TraceParent.read(request.getHeaders().get("traceparent"));
        SpanContext trace = caller.isValid() ? caller : TraceParent.made();
        if (!sampler.keeps(trace)) {
            request.setAttribute(DONE, true);
            put(propagated, TraceParent.unkept(trace.getTraceId()));
        } else if (!caller.isValid()) {
            put(propagated, trace);
        }
    }

    private static void put(MutablePropagatedContext propagated, SpanContext trace) {
        propagated.add(new OpenTelemetryPropagationContext(Context.current().with(Span.wrap(trace))));
    }
}
