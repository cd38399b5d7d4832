package io.todosystem.eventing.consumer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Origin;
import io.todosystem.eventing.outbox.EventHeaders;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Tells the outside of dead letters: a copy of each goes to the topic {@code <group>.dlq} with an id of its own. It is
 * for watching; the row in {@code dead_letters} is what is replayed. A large payload is left out, since its topic might
 * not take it; header {@code dlq_payload} then says so.
 */
@Singleton
final class DeadLetterCopies {
    private static final int LARGEST = 256 * 1024;

    private final DeadLetterConfiguration configuration;
    private final Outbox outbox;
    private final Supplier<UUID> ids;

    DeadLetterCopies(DeadLetterConfiguration configuration, Outbox outbox, @Named("ids") Supplier<UUID> ids) {
        this.configuration = configuration;
        this.outbox = outbox;
        this.ids = ids;
    }

    void append(Tx tx, String group, Incoming incoming, String error) {
        if (configuration.topics()) {
            outbox.append(tx, copy(group, incoming), headers(group, incoming.origin(), error));
        }
    }

    private OutboxEvent copy(String group, Incoming incoming) {
        var origin = incoming.origin();
        var key = origin.key() == null ? "" : DeadLetterTable.shortened(origin.key(), EventReader.LONGEST_KEY);
        return switch (incoming) {
            case Event(var _, var event) ->
                new OutboxEvent(
                        ids.get(),
                        group + ".dlq",
                        key,
                        event.type(),
                        "dead-letter",
                        event.subject(),
                        event.sequence(),
                        payload(origin));
            case Incoming.Unreadable _ ->
                new OutboxEvent(ids.get(), group + ".dlq", key, "unreadable", "dead-letter", key, 0, payload(origin));
        };
    }

    private static Map<String, String> headers(String group, Origin origin, String error) {
        Map<String, String> headers = new HashMap<>();
        copy(origin, EventHeaders.TRACE_PARENT, headers, EventHeaders.TRACE_PARENT);
        copy(origin, "ce_correlationid", headers, EventHeaders.CORRELATION_ID);
        copy(origin, "ce_id", headers, EventHeaders.CAUSATION_ID);
        headers.put("dlq_group", group);
        headers.put("dlq_topic", origin.topic());
        headers.put("dlq_partition", Integer.toString(origin.partition()));
        headers.put("dlq_offset", Long.toString(origin.offset()));
        headers.put("dlq_error", DeadLetterTable.shortened(error));
        if (isLarge(origin)) {
            headers.put("dlq_payload", "left out");
        }
        return headers;
    }

    private static void copy(Origin origin, String from, Map<String, String> headers, String to) {
        var value = origin.headers().get(from);
        if (value != null) {
            headers.put(to, DeadLetterTable.storable(value));
        }
    }

    private static boolean isLarge(Origin origin) {
        return origin.payload() != null && origin.payload().length > LARGEST;
    }

    private static Struct payload(Origin origin) {
        if (isLarge(origin)) {
            return Struct.getDefaultInstance();
        }
        var bytes = origin.payload() == null ? new byte[0] : origin.payload();
        try {
            var payload = Struct.newBuilder();
            JsonFormat.parser().merge(new String(bytes, UTF_8), payload);
            return isStorable(payload) ? payload.build() : encoded(bytes);
        } catch (InvalidProtocolBufferException e) {
            return encoded(bytes);
        }
    }

    /** The parser takes what JSONB does not: numbers without end, NUL and halves of surrogate pairs. */
    private static boolean isStorable(Struct.Builder payload) throws InvalidProtocolBufferException {
        try {
            var json = JsonFormat.printer().print(payload);
            return !json.contains("\\u0000") && UTF_8.newEncoder().canEncode(json);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Struct encoded(byte[] bytes) {
        var text = Value.newBuilder().setStringValue(Base64.getEncoder().encodeToString(bytes));
        return Struct.newBuilder().putFields("data_base64", text.build()).build();
    }
}
