package io.todosystem.eventing.consumer;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that its consumer could not handle, or one that waits behind such an event of its key.
 *
 * @param eventId empty if the record was no event
 * @param type the event's name; empty if the record was no event
 * @param attempts how often it was tried; 0 if it only waits
 */
public record DeadLetter(
        long id,
        String consumer,
        Optional<UUID> eventId,
        String type,
        String topic,
        int partition,
        long offset,
        String key,
        String error,
        int attempts,
        Instant failedAt) {}
