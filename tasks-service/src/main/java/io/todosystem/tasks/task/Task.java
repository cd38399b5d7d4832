package io.todosystem.tasks.task;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as it stands, or as it stood after a change. */
@MappedEntity("tasks")
public record Task(
        @Id UUID id,
        UUID listId,
        String title,
        String description,
        Priority priority,
        TaskState state,
        @Nullable LocalDate dueDate,
        @Nullable LocalDateTime dueTime,
        @Nullable String dueZone,
        List<String> tags,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {
    public @Nullable Due due() {
        if (dueDate != null) {
            return new Due.Day(dueDate);
        }
        return dueTime != null && dueZone != null ? new Due.Moment(dueTime, dueZone) : null;
    }
}
