package io.todosystem.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes die: answers stay clear, nothing acknowledged is lost, and what is down recovers by being started. */
@Tag("long")
@ExtendWith(Stack.Extension.class)
class OutageIT {
    private final Stack stack;
    private Rest.Account ada;

    OutageIT(Stack stack) {
        this.stack = stack;
        this.ada = stack.rest().register("Ada");
    }

    @BeforeEach
    void the_feed_is_there() {
        awaitNotifications(1);
    }

    @AfterEach
    void everything_is_up_again() {
        stack.startAll();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(stack.rest().get("/health").status()).isEqualTo(200));
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(
                        ada.rest().get("/api/v1/dashboard").body().get("degraded"))
                .isEmpty());
    }

    @Test
    void without_auth_every_door_stays_shut_and_opens_again_by_itself() {
        stack.kill("auth");

        await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> {
            var answer = ada.rest().get("/api/v1/tasks");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(stack.rest().get("/health").status()).isEqualTo(503);

        stack.start("auth");
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(ada.rest().get("/api/v1/tasks").status()).isEqualTo(200));
    }

    @Test
    void without_tasks_the_dashboard_names_what_is_missing() {
        stack.kill("tasks");

        var answer = ada.rest().get("/api/v1/tasks");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var dashboard = ada.rest().get("/api/v1/dashboard");
        assertThat(dashboard.status()).isEqualTo(200);
        assertThat(dashboard.body().get("degraded")).hasSize(1);
        assertThat(dashboard.text("/degraded/0")).isEqualTo("tasks");
        assertThat(dashboard.body().get("tasks").isNull()).isTrue();
        assertThat(dashboard.text("/profile/id")).isEqualTo(ada.id());
    }

    @Test
    void what_happens_while_notification_is_down_is_told_afterwards() {
        stack.kill("notification");

        var task = ada.rest().post("/api/v1/tasks", Map.of("title", "While nobody listens"));
        assertThat(task.status()).isEqualTo(201);
        assertThat(ada.rest()
                        .post("/api/v1/tasks/" + task.text("/id") + ":complete", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(ada.rest().get("/api/v1/notifications").status()).isEqualTo(503);
        assertThat(ada.rest().get("/api/v1/dashboard").text("/degraded/0")).isEqualTo("notifications");
        assertThat(stack.rest().get("/health").status()).isEqualTo(200);

        stack.start("notification");
        awaitNotifications(3);
    }

    @Test
    void without_kafka_commands_work_and_their_events_arrive_later_in_order() {
        stack.kill("kafka");

        for (int i = 0; i < 5; i++) {
            assertThat(ada.rest()
                            .post("/api/v1/tasks", Map.of("title", "Number " + i))
                            .status())
                    .isEqualTo(201);
        }

        stack.start("kafka");
        awaitNotifications(6);
        var titles = new ArrayList<String>();
        ada.rest()
                .get("/api/v1/notifications")
                .body()
                .get("notifications")
                .forEach(n -> titles.add(n.get("title").asText()));
        for (int i = 0; i < 5; i++) {
            assertThat(titles.get(4 - i)).contains("Number " + i);
        }
    }

    @Test
    void what_was_acknowledged_survives_the_death_of_every_process_at_once() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            ids.add(ada.rest()
                    .post("/api/v1/tasks", Map.of("title", "Kept " + i))
                    .text("/id"));
        }

        stack.killAll();
        stack.startAll();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(stack.rest().get("/health").status()).isEqualTo(200));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(ada.rest()
                        .get("/api/v1/tasks?page_size=200")
                        .body()
                        .get("tasks")
                        .findValuesAsText("id"))
                .containsExactlyInAnyOrderElementsOf(ids));
        awaitNotifications(21);
    }

    private void awaitNotifications(int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var feed = ada.rest().get("/api/v1/notifications?page_size=200");
            assertThat(feed.status()).isEqualTo(200);
            assertThat(feed.body().get("notifications")).hasSize(count);
        });
    }
}
