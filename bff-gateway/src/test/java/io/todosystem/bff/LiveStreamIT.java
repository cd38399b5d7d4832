package io.todosystem.bff;

import io.todosystem.platform.failure.Failure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.parse;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LiveStreamIT {
    private Gateway gateway;
    private String token = "";

    @BeforeEach
    void start() {
        gateway = new Gateway();
        token = gateway.accounts.signUp("ada");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void notifications_come_as_events() throws Exception {
        try (var stream = new Listening("")) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(stream.response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            var sent = gateway.notifications.notify("task.completed");
            await().until(() -> stream.lines().contains("id: 1"));
            assertThat(stream.lines()).contains("event: notification");
            var data = stream.lines().stream()
                    .filter(line -> line.startsWith("data: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(parse(data.substring("data: ".length())), "id")).isEqualTo(sent.getId());
        }
    }

    @Test
    void a_stream_goes_on_behind_the_last_event_seen() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.notifications.notify("task.created");
        }
        try (var stream = new Listening("1")) {
            await().until(() -> stream.lines().contains("id: 3"));
            assertThat(stream.lines()).contains("id: 2").doesNotContain("id: 1");
        }
    }

    @Test
    void a_heartbeat_is_a_comment() throws Exception {
        try (var stream = new Listening("")) {
            await().until(() -> gateway.notifications.openStreams() == 1);
            long before = stream.comments();
            gateway.notifications.heartbeat();
            await().until(() -> stream.comments() > before);
            assertThat(stream.lines()).noneMatch(line -> line.startsWith("data"));
        }
    }

    @Test
    void a_stream_whose_first_message_is_late_loses_none() throws Exception {
        gateway.notifications.beginQuietly();
        try (var stream = new Listening("")) {
            await().until(() -> stream.comments() > 0);
            gateway.notifications.heartbeat();
            gateway.notifications.notify("task.completed");
            gateway.notifications.notify("task.reopened");
            await().atMost(Duration.ofSeconds(5)).until(() -> stream.lines().contains("id: 2"));
            assertThat(stream.lines()).contains("id: 1");
        }
    }

    @Test
    void the_stream_ends_with_the_token() throws Exception {
        try (var stream = new Listening("")) {
            await().until(() -> gateway.notifications.openStreams() == 1);
            gateway.notifications.endStreams();
            await().atMost(Duration.ofSeconds(5)).until(stream::ended);
        }
    }

    @Test
    void a_client_that_goes_releases_the_stream_of_the_service() throws Exception {
        var stream = new Listening("");
        await().until(() -> gateway.notifications.openStreams() == 1);
        stream.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.notifications.openStreams() == 0);
    }

    @Test
    void a_refusal_before_the_first_byte_is_a_problem() {
        gateway.notificationServer.fail(
                "StreamNotifications", Failure.unauthenticated("INVALID_TOKEN", "The session ended"));
        assertProblem(gateway.get("/api/v1/notifications/stream", token), 401, "INVALID_TOKEN");
    }

    @Test
    void a_refusal_is_a_problem_for_those_too_who_accept_events_only() {
        var request = gateway.request("GET", "/api/v1/notifications/stream", "").header("Accept", "text/event-stream");
        assertProblem(gateway.send(request), 401, "MISSING_TOKEN");
    }

    @Test
    void an_id_that_is_none_of_ours_is_refused() {
        var request = Gateway.authorized(gateway.request("GET", "/api/v1/notifications/stream", ""), token)
                .header("Last-Event-ID", "-1");
        assertProblem(gateway.send(request), 400, "INVALID_FIELD");
    }

    @Test
    void one_user_cannot_take_all_streams() throws Exception {
        List<Listening> open = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(new Listening(""));
            }
            assertProblem(gateway.get("/api/v1/notifications/stream", token), 429, "TOO_MANY_STREAMS");
            open.removeFirst().close();
            await().atMost(Duration.ofSeconds(5)).until(() -> gateway.notifications.openStreams() == 9);
            open.add(new Listening(""));
            assertThat(open.getLast().response.statusCode()).isEqualTo(200);
        } finally {
            open.forEach(Listening::close);
        }
    }

    @Test
    void streams_leave_connections_to_requests() throws Exception {
        gateway.close();
        gateway = new Gateway(Map.of("todo.http.max-connections", 8));
        token = gateway.accounts.signUp("ada");
        List<Listening> asked = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                asked.add(new Listening(""));
            }
            var refused = asked.stream()
                    .filter(stream -> stream.response.statusCode() == 429)
                    .toList();
            await().ignoreExceptions()
                    .until(() -> gateway.get("/api/v1/tasks", token).statusCode() == 200);
            assertThat(refused).hasSize(2);
        } finally {
            asked.forEach(Listening::close);
        }
    }

    /** A client that reads events as they come. */
    private final class Listening implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;
        final HttpResponse<Stream<String>> response;
        private volatile boolean ended;

        Listening(String lastEventId) throws IOException, InterruptedException {
            var request = Gateway.authorized(gateway.request("GET", "/api/v1/notifications/stream", ""), token)
                    .header("Accept", "text/event-stream");
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            response = gateway.http().send(request.build(), BodyHandlers.ofLines());
            reader = Thread.startVirtualThread(() -> {
                try {
                    response.body().forEach(lines::add);
                } catch (java.io.UncheckedIOException closed) {
                    // as when the client itself goes
                } finally {
                    ended = true;
                }
            });
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        long comments() {
            return lines.stream().filter(line -> line.startsWith(":")).count();
        }

        boolean ended() {
            return ended;
        }

        @Override
        public void close() {
            response.body().close();
            reader.interrupt();
        }
    }
}
