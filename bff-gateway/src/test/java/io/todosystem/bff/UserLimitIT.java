package io.todosystem.bff;

import io.todosystem.platform.testing.SettableTicker;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static org.assertj.core.api.Assertions.assertThat;

/** How often one user may ask, under time that a test moves. */
final class UserLimitIT {
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway(Map.of("todo.limits.enabled", true, "todo.limits.requests", 15, "test.ticker", "moved"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void a_user_who_asks_too_often_is_told_how_long_to_wait() {
        String token = gateway.accounts.signUp("user-" + UUID.randomUUID());
        for (int left = 14; left >= 0; left--) {
            var answer = gateway.get("/api/v1/tasks", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"user\";q=15;w=900");
            assertThat(header(answer, "RateLimit")).startsWith("\"user\";r=" + left + ";t=");
        }

        int before = gateway.tasksServer.calls();
        var refused = gateway.get("/api/v1/tasks", token);
        assertProblem(refused, 429, "RATE_LIMITED");
        assertThat(header(refused, "Retry-After")).isEqualTo("60");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"user\";r=0;t=900");
        assertThat(gateway.tasksServer.calls()).isEqualTo(before);

        String other = gateway.accounts.signUp("user-" + UUID.randomUUID());
        assertThat(gateway.get("/api/v1/tasks", other).statusCode()).isEqualTo(200);
        SettableTicker.advance(Duration.ofMinutes(1));
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
        assertProblem(gateway.get("/api/v1/tasks", token), 429, "RATE_LIMITED");
    }

    @Test
    void what_needs_no_token_has_no_limit_by_user() {
        for (int i = 0; i < 20; i++) {
            var answer = gateway.get("/health", "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
        }
    }
}
