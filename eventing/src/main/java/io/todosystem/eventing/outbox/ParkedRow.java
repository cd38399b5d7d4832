package io.todosystem.eventing.outbox;

import java.time.Instant;
import java.util.UUID;

/** An event that Kafka refused for good; it and later events of its key wait to be released. */
public record ParkedRow(
        long id,
        UUID eventId,
        String topic,
        String key,
        String type,
        Instant parkedAt,
        int attempts,
        String lastError) {}
