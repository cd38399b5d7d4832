package io.todosystem.notification.delivery;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.todosystem.eventing.outbox.Causation;
import io.todosystem.eventing.outbox.EventHeaders;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What surrounds a try to send: the trace of the event goes on, and log lines and events name the request behind it. */
@Singleton
final class DeliveryScope {

    private static final HeaderGetter HEADERS = new HeaderGetter();

    private final EventHeaders eventHeaders;
    private final Tracer tracer;

    DeliveryScope(EventHeaders eventHeaders, OpenTelemetry telemetry) {
        this.eventHeaders = eventHeaders;
        this.tracer = telemetry.getTracer("io.todosystem.notification");
    }

    void run(Delivery delivery, Runnable work) {
        Map<String, String> headers = eventHeaders.read(delivery.headers());
        var origin = new Causation(
                headers.getOrDefault(EventHeaders.CORRELATION_ID, ""),
                headers.getOrDefault(EventHeaders.CAUSATION_ID, ""));
        Span span = tracer.spanBuilder("mail send")
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS))
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        try (var _ = span.makeCurrent();
                var _ = MDC.putCloseable("trace_id", span.getSpanContext().getTraceId());
                var _ = MDC.putCloseable("span_id", span.getSpanContext().getSpanId());
                var _ = MDC.putCloseable("request_id", origin.correlationId())) {
            origin.during(work::run);
        } finally {
            span.end();
        }
    }

    private static final class HeaderGetter implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
