package io.todosystem.bff;

import io.todosystem.platform.lifecycle.Drain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DrainIT {
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 50;

    /** Longer than any test here, which ends it early. */
    private static final Map<String, Object> LINGERING = Map.of("todo.drain.linger", "15s");

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger sentAway = new AtomicInteger();
    private Gateway gateway;
    private ExecutorService threads;
    private String token = "";

    @BeforeEach
    void start() {
        gateway = new Gateway(LINGERING);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        token = gateway.accounts.signUp("ada");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        threads.close();
        gateway.close();
    }

    @Test
    void who_asks_while_the_gateway_ends_is_answered_and_sent_away() {
        for (int i = 0; i < CLIENTS; i++) {
            threads.execute(this::askUntilSentAway);
        }
        await().until(() -> answered.get() > ENOUGH);
        var _ = drain(gateway);
        await().until(() -> sentAway.get() + failures.size() == CLIENTS);
        assertThat(failures).isEmpty();
    }

    /** A load balancer still sends clients here until it has looked at the readiness. */
    @Test
    void who_comes_before_it_is_known_that_the_gateway_ends_is_let_in() throws Exception {
        var _ = drain(gateway);
        await().until(() -> readiness(gateway) == 503);
        try (var comer = client()) {
            var answer = comer.send(creation(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(saysThatItIsTheLast(answer)).isTrue();
        }
    }

    /** The client knew of nothing when it began to connect. */
    @Test
    void what_is_on_its_way_on_the_last_connections_is_answered() throws Exception {
        try (var closing = new Gateway(Map.of("todo.drain.linger", "0s", "todo.drain.closing", "15s"));
                var last = closing.connect()) {
            last.setSoTimeout(10_000);
            ask(last);
            assertThat(last.getInputStream().read())
                    .as("the server has taken the connection and answers")
                    .isEqualTo('H');
            var _ = drain(closing);
            await().until(() -> isShut(closing));
            assertThat(readiness(closing)).isEqualTo(503);
            ask(last);
            assertThat(new String(last.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 200 ")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void a_connection_that_says_nothing_is_closed_in_the_end() throws Exception {
        try (var hasty = new Gateway(Map.of("todo.drain.linger", "0s"));
                var idle = hasty.connect()) {
            idle.setSoTimeout(10_000);
            drain(hasty).get(10, TimeUnit.SECONDS);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Its answer began before the end did, so only the next one can say that it is the last of the connection. */
    @Test
    void a_live_stream_ends_and_its_connection_is_of_use_until_it_is_told() throws Exception {
        try (var listener = client()) {
            HttpResponse<Stream<String>> stream = listener.send(
                    Gateway.authorized(gateway.request("GET", "/api/v1/notifications/stream", ""), token)
                            .build(),
                    BodyHandlers.ofLines());
            var _ = drain(gateway);
            try (var lines = stream.body()) {
                assertThat(lines).allMatch(line -> !line.startsWith("data"));
            }
            var next = listener.send(creation(), BodyHandlers.ofString());
            assertThat(next.connectionLabel()).isEqualTo(stream.connectionLabel());
            assertThat(saysThatItIsTheLast(next)).isTrue();
        }
    }

    private Future<?> drain(Gateway ending) {
        return threads.submit(ending.server.getApplicationContext().getBean(Drain.class)::drain);
    }

    /** Over one connection. */
    private void askUntilSentAway() {
        try (var http = client()) {
            while (true) {
                var answer = http.send(creation(), BodyHandlers.ofString());
                if (answer.statusCode() != 201) {
                    failures.add(answer.statusCode() + " " + answer.body());
                    return;
                }
                answered.incrementAndGet();
                if (saysThatItIsTheLast(answer)) {
                    sentAway.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A POST, which the client does not send again by itself. */
    private HttpRequest creation() {
        var body = "{\"title\": \"x\"}";
        return Gateway.json(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", body), token), body)
                .build();
    }

    private static void ask(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isShut(Gateway gateway) throws IOException {
        try (var _ = gateway.connect()) {
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static int readiness(Gateway gateway) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.managementPort + "/health/readiness"))
                .build();
        return gateway.http().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static boolean saysThatItIsTheLast(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Connection")
                .filter("close"::equalsIgnoreCase)
                .isPresent();
    }
}
