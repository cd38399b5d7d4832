package io.todosystem.eventing.relay;

import java.time.Instant;
import java.util.UUID;

/** A committed event that is not marked as sent. */
record OutboxRow(
        long id,
        UUID eventId,
        Destination destination,
        String type,
        String subject,
        long sequence,
        String payload,
        String headers,
        Instant createdAt) {

    /** What is sent in order: the events of one key of one topic. */
    record Destination(String topic, String key) {}
}
