package io.todosystem.peer.spring;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** The tables of tasks-service as entities. */
final class Rows {
    private Rows() {}

    @Table("tasks")
    record TaskRow(
            @Id UUID id,
            UUID listId,
            String title,
            String description,
            String priority,
            String state,
            String[] tags,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    @Table("task_history")
    record HistoryRow(
            @Id UUID taskId,
            long version,
            UUID listId,
            long sequence,
            String action,
            UUID actorId,
            String requestId,
            Instant changedAt,
            String state) {}

    @Table("outbox")
    record OutboxRow(
            @Id Long id,
            UUID eventId,
            String topic,
            String eventKey,
            String eventType,
            String aggregateType,
            String aggregateId,
            long sequence,
            String payload,
            String headers,
            boolean published,
            Instant createdAt,
            int attempts) {}

    @Table("lists")
    record ListRow(@Id UUID id, UUID ownerId, boolean inbox, long sequence, Instant createdAt) {}
}
