package io.todosystem.platform.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those attributes out that cannot hold what a person wrote, a secret or an address. What a library adds in a
 * later version stays inside until it is named here. Of exceptions only the type goes out: their messages quote values.
 */
final class PlainSpans implements SpanExporter {
    private static final Set<String> ALLOWED = Set.of(
            "db.collection.name",
            "db.namespace",
            "db.operation.name",
            "db.query.text",
            "db.response.status_code",
            "db.system.name",
            "error.type",
            "exception.type",
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "messaging.consumer.group.name",
            "messaging.destination.name",
            "messaging.message.id",
            "messaging.system",
            "network.protocol.version",
            "rpc.grpc.status_code",
            "rpc.method",
            "rpc.service",
            "rpc.system",
            "server.address",
            "server.port",
            "todo.event.type",
            "todo.outcome");

    private final SpanExporter exporter;

    PlainSpans(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exporter.export(
                spans.stream().map(span -> (SpanData) new PlainSpan(span)).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static Attributes plain(Attributes attributes) {
        AttributesBuilder plain = Attributes.builder();
        attributes.forEach((key, value) -> {
            if (ALLOWED.contains(key.getKey())) {
                put(plain, key, value);
            }
        });
        return plain.build();
    }

    @SuppressWarnings("unchecked") // A key's value is of its type.
    private static <T> void put(AttributesBuilder attributes, AttributeKey<?> key, Object value) {
        attributes.put((AttributeKey<T>) key, (T) value);
    }

    private static final class PlainSpan extends DelegatingSpanData {
        private final Attributes attributes;
        private final List<EventData> events;

        PlainSpan(SpanData span) {
            super(span);
            this.attributes = plain(span.getAttributes());
            this.events = span.getEvents().stream()
                    .map(event ->
                            EventData.create(event.getEpochNanos(), event.getName(), plain(event.getAttributes())))
                    .toList();
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return events;
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
