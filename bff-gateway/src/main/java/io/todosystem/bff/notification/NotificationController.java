package io.todosystem.bff.notification;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.IdempotencyKey;
import io.todosystem.bff.http.Idempotent;
import io.todosystem.bff.http.PageParameters;
import io.todosystem.bff.http.Pages;
import io.todosystem.bff.http.PathId;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.MarkAllReadRequest;
import io.todosystem.proto.notifications.v1.MarkReadRequest;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc.NotificationsServiceBlockingStub;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import static io.todosystem.proto.notifications.v1.NotificationsServiceGrpc.newBlockingStub;

@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "notifications")
final class NotificationController {
    private static final String EXAMPLE_EVENT = """
            id: 7
            event: notification
            data: {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4", "kind": "task.completed", "title": "Task completed", \
            "body": "", "read": false, "subject_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2", \
            "create_time": "2026-11-20T09:00:00Z"}

            """;

    private final NotificationsServiceBlockingStub notifications;
    private final LiveStream liveStream;

    NotificationController(Channels channels, LiveStream liveStream) {
        this.notifications = newBlockingStub(channels.onBehalf("notification"));
        this.liveStream = liveStream;
    }

    /**
     * The user's notifications, newest first.
     *
     * @return a page
     */
    @Get("/notifications")
    HttpResponse<NotificationPage> listNotifications(
            HttpRequest<?> request,
            @QueryValue("page_size")
                    @Parameter(
                            description = PageParameters.SIZE,
                            schema = @Schema(type = "integer", format = "int32", minimum = "0"))
                    @Nullable
                    Integer pageSize,
            @QueryValue("page_token") @Parameter(description = PageParameters.TOKEN) @Nullable String pageToken,
            @QueryValue("unread")
                    @Parameter(description = "true for only those that are unread.", schema = @Schema(type = "boolean"))
                    @Nullable
                    String unread) {
        var query = ListNotificationsRequest.newBuilder().setUnreadOnly(unreadOnly(unread));
        if (pageSize != null) {
            query.setPageSize(pageSize);
        }
        if (pageToken != null) {
            query.setPageToken(pageToken);
        }
        var answer = notifications.listNotifications(query.build());
        var response = HttpResponse.ok(NotificationPage.from(answer));
        Pages.link(request, response, answer.getNextPageToken());
        return response;
    }

    /**
     * Marks a notification as read; one that is read stays so.
     *
     * @return the notification, read now
     */
    @Idempotent
    @Post("/notifications/{id}:read")
    HttpResponse<Notification> markRead(
            HttpRequest<?> request,
            @PathVariable @Parameter(example = "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4") String id) {
        var answer = notifications.markRead(MarkReadRequest.newBuilder()
                .setNotificationId(PathId.of(id, "NOTIFICATION_NOT_FOUND"))
                .setRequestId(IdempotencyKey.of(request))
                .build());
        return IdempotencyKey.told(HttpResponse.ok(Notification.from(answer.getNotification())), answer.getReplayed());
    }

    /**
     * Marks all notifications as read.
     *
     * @return how many there were
     */
    @Idempotent
    @Post("/notifications:readAll")
    HttpResponse<AllRead> markAllRead(HttpRequest<?> request) {
        var answer = notifications.markAllRead(MarkAllReadRequest.newBuilder()
                .setRequestId(IdempotencyKey.of(request))
                .build());
        return IdempotencyKey.told(HttpResponse.ok(new AllRead(answer.getMarkedCount())), answer.getReplayed());
    }

    /**
     * New notifications as they come, as server-sent events.
     *
     * <p>Each is an event `notification` with the notification as its data. After a break, Last-Event-ID continues
     * without a gap; without it the stream starts with what comes next. A comment comes at least every 15 s. The stream
     * ends with the access token.
     *
     * @return the events
     */
    @Get(value = "/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(type = "string", example = EXAMPLE_EVENT)))
    Publisher<Event<String>> streamNotifications(
            @Header("Last-Event-ID") @Parameter(description = "The id of the last event seen.") @Nullable
                    String lastEventId) {
        return liveStream.open(sequence(lastEventId));
    }

    private static boolean unreadOnly(@Nullable String unread) {
        return switch (unread) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw Refusal.invalid("unread", "must be true or false");
        };
    }

    static long sequence(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        if (!lastEventId.matches("[0-9]{1,18}")) {
            throw Refusal.invalid("Last-Event-ID", "must be the id of an event of this stream");
        }
        return Long.parseLong(lastEventId);
    }
}
