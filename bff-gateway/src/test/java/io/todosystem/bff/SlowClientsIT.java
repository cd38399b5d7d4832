package io.todosystem.bff;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.RawClient.dribble;
import static io.todosystem.bff.RawClient.login;
import static io.todosystem.bff.RawClient.readAll;
import static io.todosystem.bff.RawClient.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nobody holds what others need by being slow, silent, large or many. */
class SlowClientsIT {
    private static final int CONNECTIONS = 300;
    private static final Duration ENOUGH = Duration.ofSeconds(4);

    private static Gateway gateway;
    private static String token = "";

    @BeforeAll
    static void start() {
        gateway = new Gateway(Map.of(
                "todo.http.header-timeout", "600ms",
                "todo.http.body-timeout", "600ms",
                "todo.http.idle-timeout", "5s",
                "todo.http.max-connections", CONNECTIONS,
                "todo.http.max-body-bytes", 4_000_000));
        token = gateway.accounts.signUp("ada");
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void who_dribbles_headers_is_cut_off() throws IOException {
        try (var socket = gateway.connect()) {
            assertThat(dribble(socket, "GET /health HTTP/1.1\r\nX-Slow: ")).isLessThan(ENOUGH);
        }
    }

    @Test
    void who_dribbles_a_body_is_cut_off() throws IOException {
        try (var socket = gateway.connect()) {
            assertThat(dribble(socket, login("Content-Length: 100000") + "{")).isLessThan(ENOUGH);
        }
    }

    @Test
    void who_stops_in_a_body_is_told() throws IOException {
        try (var socket = gateway.connect()) {
            write(socket, login("Content-Length: 100") + "{");
            var answer = readAll(socket);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("BODY_TIMEOUT");
            RawClient.assertComplete(answer);
        }
    }

    @Test
    void who_says_nothing_is_cut_off() throws IOException {
        try (var socket = gateway.connect()) {
            assertThat(readAll(socket)).isEmpty();
        }
    }

    @Test
    void connections_beyond_the_limit_are_closed_and_those_within_work() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                idle.add(gateway.connect());
            }
            idle.getLast().setSoTimeout(10_000);
            assertThat(idle.getLast().getInputStream().read()).isEqualTo(-1);
            write(idle.getFirst(), "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(idle.getFirst().getInputStream().read()).isEqualTo('H');
        } finally {
            for (var socket : idle) {
                socket.close();
            }
        }
        await().ignoreExceptions()
                .until(() -> gateway.get("/api/v1/tasks", token).statusCode() == 200);
    }

    @Test
    void large_bodies_all_at_once_leave_room_for_small_ones() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var senders =
                    IntStream.range(0, 30).mapToObj(i -> sendMost(threads)).toList();
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post("/api/v1/tasks", token, "{\"title\": \"x\"}")
                                .statusCode())
                        .isEqualTo(201);
            }
            List<String> answers = new ArrayList<>();
            for (var sender : senders) {
                answers.add(sender.get());
            }
            assertThat(answers).anyMatch(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 503 "));
        }
    }

    /** All but the end of a mebibyte. */
    private static Future<String> sendMost(ExecutorService threads) {
        return threads.submit(() -> {
            try (var socket = gateway.connect()) {
                write(socket, login("Content-Length: 1000100") + "x".repeat(1_000_000));
                return readAll(socket);
            } catch (SocketException cutOff) {
                return "";
            }
        });
    }
}
