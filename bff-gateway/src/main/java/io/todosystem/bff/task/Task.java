package io.todosystem.bff.task;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to do. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "Something to do.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2", "list_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d3",
                 "title": "Write the report", "description": "", "priority": "HIGH", "state": "OPEN",
                 "due": {"date": "2026-11-30"}, "tags": ["work"], "version": 1,
                 "create_time": "2026-11-20T09:00:00Z", "update_time": "2026-11-20T09:00:00Z", "complete_time": null}""")
public record Task(
        String id,
        String listId,
        String title,
        String description,
        Priority priority,
        TaskState state,
        @Schema(nullable = true) @Nullable Due due,

        @Schema(description = "In alphabetical order.") List<String> tags,

        @Schema(description = "Counts the changes of this task; its ETag is this number in double quotes.")
        long version,

        Instant createTime,
        Instant updateTime,

        @Schema(description = "When it became DONE; null unless it is.", nullable = true) @Nullable
        Instant completeTime) {

    static Task from(io.todosystem.proto.tasks.v1.Task task) {
        return new Task(
                task.getId(),
                task.getListId(),
                task.getTitle(),
                task.getDescription(),
                Priority.from(task.getPriority()),
                TaskState.from(task.getState()),
                task.hasDue() ? Due.from(task.getDue()) : null,
                List.copyOf(task.getTagsList()),
                task.getVersion(),
                Times.instant(task.getCreateTime()),
                Times.instant(task.getUpdateTime()),
                task.hasCompleteTime() ? Times.instant(task.getCompleteTime()) : null);
    }

    String etag() {
        return "\"" + version + "\"";
    }
}
