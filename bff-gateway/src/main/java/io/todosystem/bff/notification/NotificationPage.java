package io.todosystem.bff.notification;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.notifications.v1.ListNotificationsResponse;
import java.util.List;

/** A page of notifications. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of notifications, newest first.", example = """
                {"notifications": [{"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4", "kind": "task.completed",
                                    "title": "Task completed", "body": "A task was completed.", "read": false,
                                    "subject_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2",
                                    "create_time": "2026-11-20T09:00:00Z"}],
                 "unread_count": 1, "next_page_token": ""}""")
public record NotificationPage(
        List<Notification> notifications,

        @Schema(description = "Of the whole feed.") long unreadCount,

        @Schema(description = "Goes into page_token for the next page; empty on the last one.")
        String nextPageToken) {

    public static NotificationPage from(ListNotificationsResponse page) {
        return new NotificationPage(
                page.getNotificationsList().stream().map(Notification::from).toList(),
                page.getUnreadCount(),
                page.getNextPageToken());
    }
}
