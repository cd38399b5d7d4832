package io.todosystem.bff.notification;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import java.time.Instant;

/** One thing that happened. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "One thing that happened.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4", "kind": "task.completed", "title": "Task completed",
                 "body": "A task was completed.", "read": false,
                 "subject_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2", "create_time": "2026-11-20T09:00:00Z"}""")
public record Notification(
        String id,

        @Schema(description = "The event's name, for example `task.completed`.")
        String kind,

        @Schema(description = "One line.") String title,

        @Schema(description = "A sentence or two; may be empty.")
        String body,

        boolean read,

        @Schema(description = "What it is about: the id of the task or user.")
        String subjectId,

        Instant createTime) {

    static Notification from(io.todosystem.proto.notifications.v1.Notification notification) {
        return new Notification(
                notification.getId(),
                notification.getKind(),
                notification.getTitle(),
                notification.getBody(),
                notification.getRead(),
                notification.getSubjectId(),
                Times.instant(notification.getCreateTime()));
    }
}
