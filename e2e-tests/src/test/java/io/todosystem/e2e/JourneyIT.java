package io.todosystem.e2e;

import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.Notification;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From sign-up to the mail about a finished task, once by REST and once by gRPC. */
@ByAddress
@ExtendWith(Stack.Extension.class)
class JourneyIT {
    private final Stack stack;

    JourneyIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void a_finished_task_reaches_the_feed_the_dashboard_and_the_mailbox() {
        var ada = stack.rest().register("Ada");

        var created = ada.rest()
                .post(
                        "/api/v1/tasks",
                        Map.of(
                                "title",
                                "Buy <b>milk</b>",
                                "priority",
                                "HIGH",
                                "due",
                                Map.of("date", "2026-11-30"),
                                "tags",
                                List.of("home", "errand")));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1/tasks/" + created.text("/id"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.text("/due/date")).isEqualTo("2026-11-30");
        var task = "/api/v1/tasks/" + created.text("/id");

        var patched = ada.rest().patch(task, Map.of("description", "two litres"), "If-Match", "\"1\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.text("/title")).isEqualTo("Buy <b>milk</b>");
        assertThat(patched.text("/description")).isEqualTo("two litres");
        assertThat(ada.rest()
                        .patch(task, Map.of("title", "stale"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);

        var completed = ada.rest().post(task + ":complete", Map.of());
        assertThat(completed.status()).isEqualTo(200);
        assertThat(completed.text("/state")).isEqualTo("DONE");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var feed = ada.rest().get("/api/v1/notifications");
            assertThat(feed.body().get("notifications").findValuesAsText("kind"))
                    .contains("user.registered")
                    .filteredOn(kind -> kind.startsWith("task."))
                    .containsExactly("task.completed", "task.updated", "task.created");
            assertThat(feed.body().get("unread_count").asInt()).isEqualTo(4);
        });
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(stack.mailsTo(ada.email())).hasSize(2).anySatisfy(mail -> {
                            assertThat(mail.text()).contains("Buy <b>milk</b>");
                            assertThat(mail.html()).contains("Buy &lt;b&gt;milk&lt;/b&gt;");
                            assertThat(mail.messageId()).isNotEmpty();
                        }));

        var dashboard = ada.rest().get("/api/v1/dashboard");
        assertThat(dashboard.status()).isEqualTo(200);
        assertThat(dashboard.body().get("degraded")).isEmpty();
        assertThat(dashboard.text("/profile/email")).isEqualTo(ada.email());
        assertThat(dashboard.body().get("orders")).isEmpty();

        assertThat(ada.rest().post("/api/v1/notifications:readAll", Map.of()).status())
                .isBetween(200, 204);
        assertThat(ada.rest().get("/api/v1/notifications?unread=true").body().get("notifications"))
                .isEmpty();
    }

    @Test
    void the_same_journey_by_grpc() {
        var registered = AuthServiceGrpc.newBlockingStub(stack.channel("auth"))
                .register(RegisterRequest.newBuilder()
                        .setEmail("grace." + UUID.randomUUID() + "@example.com")
                        .setPassword("nanoseconds are this long")
                        .setDisplayName("Grace")
                        .build());
        var bearer = Bearer.of(registered.getTokens().getAccessToken());
        var tasks = TasksServiceGrpc.newBlockingStub(stack.channel("tasks")).withInterceptors(bearer);
        var notifications = NotificationsServiceGrpc.newBlockingStub(stack.channel("notification"))
                .withInterceptors(bearer);

        var create = CreateTaskRequest.newBuilder()
                .setTask(TaskInput.newBuilder().setTitle("Find the moth"))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var created = tasks.createTask(create);
        var repeated = tasks.createTask(create);
        assertThat(repeated.getReplayed()).isTrue();
        assertThat(repeated.getTask()).isEqualTo(created.getTask());

        var completed = tasks.completeTask(CompleteTaskRequest.newBuilder()
                .setTaskId(created.getTask().getId())
                .setRequestId(UUID.randomUUID().toString())
                .build());
        assertThat(completed.getTask().getState()).isEqualTo(TaskState.TASK_STATE_DONE);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(notifications
                        .listNotifications(ListNotificationsRequest.getDefaultInstance())
                        .getNotificationsList())
                .extracting(Notification::getKind)
                .contains("user.registered")
                .filteredOn(kind -> kind.startsWith("task."))
                .containsExactly("task.completed", "task.created"));
    }
}
