package io.todosystem.eventing.consumer;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.outbox.Causation;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What surrounds the handling of one event: its trace goes on, log lines name it, events that it causes refer to it. */
@Singleton
final class EventScope {
    private static final HeaderGetter HEADERS = new HeaderGetter();

    private final Tracer tracer;

    EventScope(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.todosystem.eventing");
    }

    void run(String group, Event incoming, Causation.Work<SQLException> handling) throws SQLException {
        var event = incoming.event();
        var span = span(group, incoming);
        try (var _ = span.makeCurrent();
                var _ = MDC.putCloseable("trace_id", span.getSpanContext().getTraceId());
                var _ = MDC.putCloseable("span_id", span.getSpanContext().getSpanId());
                var _ = MDC.putCloseable("request_id", event.correlationId());
                var _ = MDC.putCloseable("event_id", event.id().toString())) {
            new Causation(event.correlationId(), event.id().toString()).during(handling);
        } catch (RuntimeException | SQLException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    private Span span(String group, Event incoming) {
        var origin = incoming.origin();
        var parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), origin.headers(), HEADERS);
        return tracer.spanBuilder(origin.topic() + " process")
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", origin.topic())
                .setAttribute("messaging.consumer.group.name", group)
                .setAttribute("messaging.message.id", incoming.event().id().toString())
                .startSpan();
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
