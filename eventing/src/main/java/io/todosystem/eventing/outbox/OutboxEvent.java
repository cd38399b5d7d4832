package io.todosystem.eventing.outbox;

import com.google.protobuf.Message;
import java.util.UUID;

/**
 * An event to publish.
 *
 * @param eventId the id that consumers suppress duplicates by
 * @param key events of one key arrive in the order of their outbox rows
 * @param type the event's name, such as {@code something.happened}
 * @param sequence the position in the stream of the aggregate, gapless and in commit order
 */
public record OutboxEvent(
        UUID eventId,
        String topic,
        String key,
        String type,
        String aggregateType,
        String aggregateId,
        long sequence,
        Message payload) {}
