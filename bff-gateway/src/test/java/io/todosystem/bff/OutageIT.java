package io.todosystem.bff;

import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.Answers.json;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway while something behind does not work. */
@Tag("long")
class OutageIT {
    private Gateway gateway;
    private String token = "";

    @BeforeEach
    void start() {
        gateway = new Gateway();
        token = gateway.accounts.signUp("ada");
        assertThat(gateway.get("/api/v1/dashboard", token).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_dashboard_names_the_section_that_is_missing() {
        gateway.notificationServer.stop();
        var response = gateway.get("/api/v1/dashboard", token);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"notifications\":null")
                .contains("\"degraded\":[\"notifications\"]")
                .doesNotContain("\"tasks\":null");
    }

    @Test
    void a_dashboard_does_not_wait_for_a_service_that_hangs() {
        gateway.tasksServer.hang();
        var started = System.nanoTime();
        var response = gateway.get("/api/v1/dashboard", token);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"degraded\":[\"tasks\"]").contains("\"display_name\":\"ada\"");
    }

    @Test
    void a_dashboard_survives_all_of_its_services() {
        gateway.tasksServer.fail("ListTasks", new Failure(Code.INTERNAL, "BUG", "row 7"));
        gateway.notificationServer.fail("ListNotifications", new Failure(Code.RESOURCE_EXHAUSTED, "BUSY", "wait"));
        gateway.auth.fail("GetUser", new Failure(Code.UNKNOWN, "BUG", "secret"));
        var response = gateway.get("/api/v1/dashboard", token);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"degraded\":[\"profile\",\"tasks\",\"notifications\"]")
                .doesNotContain("row 7");
    }

    @Test
    void a_dashboard_of_somebody_who_was_signed_out_meanwhile_is_401() {
        gateway.tasksServer.fail("ListTasks", Failure.unauthenticated("INVALID_TOKEN", "No"));
        assertProblem(gateway.get("/api/v1/dashboard", token), 401, "INVALID_TOKEN");
    }

    @Test
    void the_breaker_opens_after_failures_and_closes_when_the_service_is_back() {
        gateway.tasksServer.stop();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var response = gateway.get("/api/v1/tasks", token);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(header(response, "Retry-After")).matches("[1-9][0-9]*");
            return text(json(response), "code").equals("UPSTREAM_UNAVAILABLE");
        });
        gateway.tasksServer.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.get("/health", "").statusCode() == 200);
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @Test
    void refusals_never_open_the_breaker() {
        gateway.tasksServer.fail("ListTasks", Failure.notFound("TASK_NOT_FOUND", "No"));
        for (int i = 0; i < 10; i++) {
            assertProblem(gateway.get("/api/v1/tasks", token), 404, "TASK_NOT_FOUND");
        }
        gateway.tasksServer.recover();
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_service_that_hangs_is_504_after_its_five_seconds() {
        gateway.tasksServer.hang();
        var started = System.nanoTime();
        assertProblem(gateway.get("/api/v1/tasks", token), 504, "DEADLINE_EXCEEDED");
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void a_client_that_goes_away_ends_its_calls() throws IOException {
        gateway.tasksServer.hang();
        int before = gateway.tasksServer.calls();
        try (var socket = gateway.connect()) {
            socket.getOutputStream()
                    .write(("GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().until(() -> gateway.tasksServer.calls() > before);
        }
        await().atMost(Duration.ofSeconds(2)).until(() -> gateway.tasksServer.cancelled() > 0);
    }

    @Test
    void without_auth_a_new_token_is_503_and_never_let_in() {
        gateway.auth.stop();
        var response = gateway.get("/api/v1/tasks", token + "x");
        assertThat(response.statusCode()).isEqualTo(503);
        assertProblem(response, 503, text(json(response), "code"));
    }

    @Test
    void an_internal_error_tells_nothing_but_the_trace() {
        gateway.tasksServer.fail("ListTasks", new Failure(Code.INTERNAL, "BUG", "row 7 of users"));
        assertProblem(gateway.get("/api/v1/tasks", token), 500, "INTERNAL").doesNotContain("row 7");
    }

    @Test
    void a_limit_tells_when_to_come_again() {
        gateway.auth.fail("Login", Failure.resourceExhausted("HASHING_BUSY", "Wait", Duration.ofSeconds(3)));
        var response = gateway.post("/api/v1/auth/login", "", "{\"email\": \"a\", \"password\": \"b\"}");
        assertProblem(response, 429, "HASHING_BUSY");
        assertThat(header(response, "Retry-After")).isEqualTo("3");
    }

    @Test
    void a_twin_in_flight_is_409() {
        gateway.tasksServer.fail("CreateTask", Failure.aborted("IDEMPOTENCY_IN_FLIGHT", "Wait"));
        assertProblem(gateway.post("/api/v1/tasks", token, "{\"title\": \"x\"}"), 409, "IDEMPOTENCY_IN_FLIGHT");
    }

    @Test
    void health_is_up_while_every_critical_service_serves() {
        assertThat(health().body()).startsWith("{\"status\":\"UP\"");
        gateway.notificationServer.stop();
        assertThat(health().statusCode()).isEqualTo(200);
        gateway.tasksServer.stop();
        await().until(() -> health().statusCode() == 503);
        assertThat(health().body()).contains("\"status\":\"DOWN\"").contains("\"auth\":\"UP\"");
    }

    @Test
    void who_asks_for_health_and_leaves_does_not_make_it_look_worse_to_others() throws IOException {
        gateway.tasksServer.hold("Check");
        CompletableFuture<HttpResponse<String>> other;
        try (var socket = gateway.connect()) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().until(() -> gateway.tasksServer.checks() == 1);
            other = CompletableFuture.supplyAsync(this::health, Thread::startVirtualThread);
        }
        gateway.tasksServer.release();
        assertThat(other.join().statusCode()).isEqualTo(200);
    }

    @Test
    void those_who_ask_for_health_at_once_are_given_one_answer() {
        gateway.tasksServer.hold("Check");
        var answers = IntStream.range(0, 20)
                .mapToObj(_ -> CompletableFuture.supplyAsync(this::health, Thread::startVirtualThread))
                .toList();
        await().until(() -> gateway.tasksServer.checks() > 0);
        gateway.tasksServer.release();
        assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
        assertThat(gateway.tasksServer.checks()).isLessThan(5);
    }

    @Test
    void health_answers_soon_though_a_service_hangs() {
        gateway.auth.hang();
        var started = System.nanoTime();
        assertThat(health().statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
    }

    private HttpResponse<String> health() {
        return gateway.get("/health", "");
    }
}
