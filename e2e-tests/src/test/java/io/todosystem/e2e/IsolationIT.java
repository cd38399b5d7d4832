package io.todosystem.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ByAddress
@ExtendWith(Stack.Extension.class)
class IsolationIT {
    private final Stack stack;

    IsolationIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void a_task_of_somebody_else_is_answered_like_one_that_does_not_exist() {
        var ada = stack.rest().register("Ada");
        var eve = stack.rest().register("Eve");
        var id = ada.rest().post("/api/v1/tasks", Map.of("title", "private")).text("/id");
        var foreign = "/api/v1/tasks/" + id;
        var unknown = "/api/v1/tasks/" + UUID.randomUUID();

        for (var path : new String[] {foreign, unknown}) {
            assertThat(eve.rest().get(path).status()).isEqualTo(404);
            assertThat(eve.rest().patch(path, Map.of("title", "mine")).status()).isEqualTo(404);
            assertThat(eve.rest().delete(path).status()).isEqualTo(404);
            for (var verb : new String[] {":complete", ":reopen", ":cancel"}) {
                assertThat(eve.rest().post(path + verb, Map.of()).status()).isEqualTo(404);
            }
        }
        assertThat(eve.rest().get(foreign).text("/detail"))
                .isEqualTo(eve.rest().get(unknown).text("/detail"));
        assertThat(eve.rest().get("/api/v1/tasks").body().get("tasks")).isEmpty();

        var unchanged = ada.rest().get(foreign);
        assertThat(unchanged.text("/title")).isEqualTo("private");
        assertThat(unchanged.text("/version")).isEqualTo("1");
    }

    @Test
    void a_notification_of_somebody_else_can_neither_be_seen_nor_marked() {
        var ada = stack.rest().register("Ada");
        var eve = stack.rest().register("Eve");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        ada.rest().get("/api/v1/notifications").body().get("notifications"))
                .hasSize(1));
        var id = ada.rest().get("/api/v1/notifications").text("/notifications/0/id");

        assertThat(eve.rest()
                        .post("/api/v1/notifications/" + id + ":read", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(ada.rest().get("/api/v1/notifications").text("/unread_count"))
                .isEqualTo("1");
    }

    @Test
    void sessions_and_api_tokens_of_somebody_else_cannot_be_ended() {
        var ada = stack.rest().register("Ada");
        var eve = stack.rest().register("Eve");
        var apiToken = ada.rest()
                .post("/api/v1/api-tokens", Map.of("name", "backup", "scopes", List.of("tasks.read")))
                .text("/id");
        var session = ada.rest().get("/api/v1/sessions").text("/sessions/0/id");

        for (var path : new String[] {"/api/v1/api-tokens/", "/api/v1/sessions/"}) {
            assertThat(eve.rest().delete(path + UUID.randomUUID()).status()).isEqualTo(404);
        }
        assertThat(eve.rest().delete("/api/v1/api-tokens/" + apiToken).status()).isEqualTo(404);
        assertThat(eve.rest().delete("/api/v1/sessions/" + session).status()).isEqualTo(404);

        assertThat(ada.rest().get("/api/v1/api-tokens").text("/api_tokens/0/id"))
                .isEqualTo(apiToken);
        assertThat(ada.rest().get("/api/v1/sessions").text("/sessions/0/id")).isEqualTo(session);
    }

    @Test
    void a_session_that_logged_out_is_refused_within_two_seconds() {
        var ada = stack.rest().register("Ada");
        assertThat(ada.rest().get("/api/v1/tasks").status()).isEqualTo(200);

        assertThat(ada.rest().post("/api/v1/auth/logout", Map.of()).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() ->
                        assertThat(ada.rest().get("/api/v1/tasks").status()).isEqualTo(401));
    }
}
