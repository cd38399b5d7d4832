package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Origin;
import io.todosystem.eventing.consumer.Incoming.Unreadable;
import io.todosystem.platform.grpc.RequestId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads CloudEvents 1.0 in Kafka's binary mode; whatever a record holds, the answer is a value. */
public final class EventReader {
    /** Longer than any of ours, and short enough for an index. */
    static final int LONGEST_KEY = 500;

    private EventReader() {}

    public static Incoming read(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8)));
        return read(
                new Origin(record.topic(), record.partition(), record.offset(), record.key(), headers, record.value()));
    }

    static Incoming read(Origin origin) {
        try {
            return new Event(origin, event(origin));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return new Unreadable(origin, "not an event: " + e.getMessage());
        }
    }

    private static ConsumedEvent event(Origin origin) {
        if (origin.key() == null || origin.payload() == null) {
            throw new IllegalArgumentException(origin.key() == null ? "no key" : "no payload");
        }
        if (origin.key().length() > LONGEST_KEY || origin.key().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a key that cannot be stored");
        }
        return new ConsumedEvent(
                UUID.fromString(required(origin, "ce_id")),
                required(origin, "ce_type"),
                origin.topic(),
                origin.key(),
                required(origin, "ce_subject"),
                Long.parseLong(required(origin, "ce_sequence")),
                Instant.parse(required(origin, "ce_time")),
                correlationId(origin),
                origin.payload());
    }

    /** Log lines and all events that this one causes carry it on: what is no plain one is none. */
    private static String correlationId(Origin origin) {
        var given = origin.headers().getOrDefault("ce_correlationid", "");
        return RequestId.isPlain(given) ? given : "";
    }

    private static String required(Origin origin, String header) {
        var value = origin.headers().get(header);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("no " + header);
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in " + header);
        }
        return value;
    }
}
