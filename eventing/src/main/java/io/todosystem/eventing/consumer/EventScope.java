package io.todosystem.eventing.consumer;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.outbox.Causation;
import io.todosystem.eventing.trace.EventTrace;
import jakarta.inject.Singleton;
import org.slf4j.MDC;

/**
 * What surrounds the handling of one event: its trace goes on, log lines name it, events that it causes refer to it.
 */
@Singleton
final class EventScope {
    private final Tracer tracer;

    EventScope(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.todosystem.eventing");
    }

    <X extends Exception> void run(String group, Event incoming, Causation.Work<X> handling) throws X {
        var event = incoming.event();
        var span = span(group, incoming);
        try (var _ = span.makeCurrent();
                var _ = MDC.putCloseable("trace_id", span.getSpanContext().getTraceId());
                var _ = MDC.putCloseable("span_id", span.getSpanContext().getSpanId());
                var _ = MDC.putCloseable("request_id", event.correlationId());
                var _ = MDC.putCloseable("event_id", event.id().toString())) {
            new Causation(event.correlationId(), event.id().toString()).during(handling);
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    private Span span(String group, Event incoming) {
        var origin = incoming.origin();
        return tracer.spanBuilder(origin.topic() + " process")
                .setParent(EventTrace.of(origin.headers()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", origin.topic())
                .setAttribute("messaging.consumer.group.name", group)
                .setAttribute("messaging.message.id", incoming.event().id().toString())
                .setAttribute("todo.event.type", incoming.event().type())
                .startSpan();
    }
}
