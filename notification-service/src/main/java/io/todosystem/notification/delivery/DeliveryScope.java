package io.todosystem.notification.delivery;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.todosystem.eventing.outbox.Causation;
import io.todosystem.eventing.outbox.EventHeaders;
import io.todosystem.eventing.trace.EventTrace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What surrounds a try to send: the trace of the event goes on, and log lines and events name the request behind it.
 */
@Singleton
final class DeliveryScope {

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
        Span span = tracer.spanBuilder("mail delivery")
                .setParent(EventTrace.of(headers))
                .setSpanKind(SpanKind.CONSUMER)
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

    /** What is asked once for several deliveries is told in the trace of one. */
    Context traceOf(Delivery delivery) {
        return EventTrace.of(eventHeaders.read(delivery.headers()));
    }

    /** The talk with the mail server: neither its words nor the mail's go into the span. */
    Outcome smtp(Supplier<Outcome> sending) {
        Span span = tracer.spanBuilder("SMTP send").setSpanKind(SpanKind.CLIENT).startSpan();
        try (var _ = span.makeCurrent()) {
            Outcome outcome = sending.get();
            if (!(outcome instanceof Outcome.Sent)) {
                span.setStatus(StatusCode.ERROR);
            }
            return outcome;
        } finally {
            span.end();
        }
    }
}
