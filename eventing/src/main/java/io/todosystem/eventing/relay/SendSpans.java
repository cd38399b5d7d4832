package io.todosystem.eventing.relay;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.todosystem.eventing.trace.EventTrace;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A record's way to Kafka, in the trace of the change it tells of; what its consumers do comes below it. */
@Singleton
final class SendSpans {
    private final Tracer tracer;

    SendSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.todosystem.eventing");
    }

    /** Names itself in the record's headers; if the trace is not kept it changes nothing. */
    Span begin(OutboxRow row, ProducerRecord<String, byte[]> record) {
        var parent = traceOf(record);
        if (!Span.fromContext(parent).getSpanContext().isSampled()) {
            return Span.getInvalid();
        }
        var span = tracer.spanBuilder(record.topic() + " send")
                .setParent(parent)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.message.id", row.eventId().toString())
                .setAttribute("todo.event.type", row.type())
                .startSpan();
        name(parent.with(span), record);
        return span;
    }

    static void end(Span span, @Nullable Exception failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failure.getClass().getName());
        }
        span.end();
    }

    private static Context traceOf(ProducerRecord<?, ?> record) {
        var header = record.headers().lastHeader(EventTrace.HEADER);
        return header == null
                ? Context.root()
                : EventTrace.of(Map.of(EventTrace.HEADER, new String(header.value(), UTF_8)));
    }

    private static void name(Context trace, ProducerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        EventTrace.put(trace, headers);
        headers.forEach((name, value) -> record.headers().remove(name).add(name, value.getBytes(UTF_8)));
    }
}
