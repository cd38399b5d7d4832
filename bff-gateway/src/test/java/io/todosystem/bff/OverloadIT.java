package io.todosystem.bff;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.RawClient.refresh;
import static io.todosystem.bff.RawClient.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More than can be done: what has begun is done, the rest hears so at once. */
class OverloadIT {
    private static final int PLACES = 8;
    private static final int PLACES_OF_STRANGERS = 5;
    private static final String GUESS = "todo_" + "x".repeat(43);

    private Gateway gateway;
    private String token = "";

    @BeforeEach
    void start() {
        gateway = new Gateway(Map.of(
                "todo.http.max-concurrent-requests",
                PLACES,
                "todo.http.max-concurrent-strangers",
                PLACES_OF_STRANGERS));
        token = gateway.accounts.signUp("ada");
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        gateway.tasksServer.release();
        gateway.close();
    }

    @Test
    void one_too_many_is_refused_at_once_and_the_others_finish() {
        gateway.tasksServer.hold();
        var inWork = fill();

        List<Duration> refusals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            var refused = gateway.get("/api/v1/tasks", token);
            refusals.add(Duration.ofNanos(System.nanoTime() - begin));
            assertProblem(refused, 503, "OVERLOADED");
            assertThat(header(refused, "Retry-After")).isEqualTo("1");
        }
        assertThat(refusals.stream().sorted().toList().get(10)).isLessThan(Duration.ofMillis(50));
        assertThat(gateway.get("/health/liveness", "").statusCode()).isNotEqualTo(503);
        assertProblem(gateway.get("/healthy", ""), 503, "OVERLOADED");

        gateway.tasksServer.release();
        assertThat(inWork)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        await().until(() -> placesTaken() == 0);
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @Test
    void strangers_leave_places_to_those_who_are_known() {
        var newcomers = IntStream.range(0, PLACES_OF_STRANGERS)
                .mapToObj(i -> gateway.accounts.signUp("newcomer-" + i))
                .toList();
        gateway.tasksServer.hold();
        var inWork = newcomers.stream()
                .map(newcomer -> CompletableFuture.supplyAsync(
                        () -> gateway.get("/api/v1/tasks", newcomer), Thread::startVirtualThread))
                .toList();
        await().until(() -> taken("todo.http.strangers") == PLACES_OF_STRANGERS);

        assertProblem(gateway.get("/api/v1/me", GUESS), 503, "OVERLOADED");
        assertThat(gateway.get("/api/v1/me", token).statusCode()).isEqualTo(200);
        assertThat(gateway.post("/api/v1/auth/refresh", "", "{}").statusCode())
                .as("what needs no token")
                .isNotEqualTo(503);

        gateway.tasksServer.release();
        assertThat(inWork)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        await().until(() -> taken("todo.http.strangers") == 0 && placesTaken() == 0);
        assertProblem(gateway.get("/api/v1/me", GUESS), 401, "INVALID_TOKEN");
    }

    @Test
    void who_sends_slowly_takes_nobodys_place() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * PLACES; i++) {
                slow.add(gateway.connect());
                write(slow.getLast(), refresh("Content-Length: 500", "Expect: 100-continue"));
            }
            for (var socket : slow) {
                assertThat(nextHead(socket)).as("it is waited for").startsWith("HTTP/1.1 100 ");
                write(socket, "{\"refresh_token\": ");
            }
            assertThat(placesTaken()).isZero();
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post("/api/v1/tasks", token, "{\"title\": \"x\"}")
                                .statusCode())
                        .isEqualTo(201);
            }
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void who_has_sent_slowly_is_refused_when_all_places_are_taken() throws IOException {
        try (var socket = gateway.connect()) {
            write(socket, refresh("Content-Length: 2", "Expect: 100-continue"));
            assertThat(nextHead(socket)).startsWith("HTTP/1.1 100 ");
            gateway.tasksServer.hold();
            var inWork = fill();

            write(socket, "{}");
            assertThat(nextHead(socket)).startsWith("HTTP/1.1 503 ");
            gateway.tasksServer.release();
            inWork.forEach(CompletableFuture::join);
        }
    }

    @Test
    void a_body_that_comes_in_pieces_is_read_whole() {
        var description = "x".repeat(15_000);
        var answer =
                gateway.post("/api/v1/tasks", token, "{\"title\": \"x\", \"description\": \"" + description + "\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains(description);
    }

    @Test
    void who_goes_away_gives_the_place_back() throws IOException {
        gateway.tasksServer.hang();
        for (int i = 0; i < PLACES; i++) {
            int taken = i + 1;
            try (var socket = gateway.connect()) {
                socket.getOutputStream()
                        .write(("GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                await().until(() -> gateway.tasksServer.calls() > taken);
            }
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> placesTaken() == 0);
        gateway.tasksServer.recover();
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    private List<CompletableFuture<HttpResponse<String>>> fill() {
        var inWork = IntStream.range(0, PLACES)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> gateway.get("/api/v1/tasks", token), Thread::startVirtualThread))
                .toList();
        await().until(() -> placesTaken() == PLACES);
        return inWork;
    }

    private static String nextHead(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private int placesTaken() {
        return taken("todo.http.requests");
    }

    private int taken(String gauge) {
        var metrics = gateway.server.getApplicationContext().getBean(MeterRegistry.class);
        return (int) metrics.get(gauge).gauge().value();
    }
}
