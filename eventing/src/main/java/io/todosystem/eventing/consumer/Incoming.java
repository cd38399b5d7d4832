package io.todosystem.eventing.consumer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a topic, as far as it could be read. */
public sealed interface Incoming {
    Origin origin();

    /** An event. */
    record Event(Origin origin, ConsumedEvent event) implements Incoming {}

    /** No event of ours, or one that lost its headers. */
    record Unreadable(Origin origin, String reason) implements Incoming {}

    /** Where a record stood and what it carried. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes are handed through, never compared.
    record Origin(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] payload) {}
}
