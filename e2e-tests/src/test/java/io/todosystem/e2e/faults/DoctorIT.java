package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import io.todosystem.localstack.control.ControlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code ./todo doctor} says of an installation that is broken in one way, and once it is mended. */
@FaultSuite
class DoctorIT {
    private static final long RELAY_LOCK = 7_310_868_735_423_492_453L;
    private static final String RELAYS = """
            SELECT a.pid::text FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'outbox-relay'
                AND a.datname = 'tasks'""";

    private final Stack stack;
    private final Database tasks;
    private final Database notification;

    DoctorIT(Stack stack) {
        this.stack = stack;
        this.tasks = new Database(stack.local(), "tasks");
        this.notification = new Database(stack.local(), "notification");
    }

    @BeforeEach
    void recover() {
        stack.recover();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(examine().problems()).isEmpty());
    }

    @Test
    void a_service_that_is_stopped_is_to_be_started() {
        stack.local().stop("notification");

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(examine().problems())
                        .contains(
                                "problem   processes: notification is stopped -> ./todo start notification",
                                "problem   outbox of notification: nobody relays it; 0 events wait -> ./todo start notification")
                        .anyMatch(line -> line.startsWith("problem   consumer notification: nobody consumes;")
                                && line.endsWith("-> ./todo start notification")));
    }

    @Test
    void a_database_that_is_away_is_one_problem_a_check() {
        stack.kill("postgres");

        var diagnosis = examine();
        assertThat(diagnosis.code()).isEqualTo(2);
        assertThat(diagnosis.problems()).contains("problem   processes: postgres is stopped -> ./todo start postgres");
        assertThat(diagnosis.text())
                .contains("problem   signing key: cannot be looked at:")
                .doesNotContain("\tat ");
    }

    @Test
    void a_parked_event_and_a_dead_letter_are_named_with_their_runbooks() {
        tasks.execute("""
                INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                    payload, parked_at) VALUES ('%s', 'task-events', 'doctor', 'task.created', 'list', 'doctor', 1, '{}', now())""".formatted(UUID.randomUUID()));
        notification.execute("""
                INSERT INTO dead_letters (consumer, event_id, topic, partition, "offset", event_key, headers, error, attempts)
                VALUES ('notification', '%s', 'task-events', 0, 0, 'doctor', '{}', 'a test', 5)""".formatted(UUID.randomUUID()));
        try {
            var diagnosis = examine();
            assertThat(diagnosis.code()).isEqualTo(2);
            assertThat(diagnosis.problems())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("problem   outbox of tasks: 1 events are parked")
                            && line.endsWith("(docs/runbooks/event-parked.md)"))
                    .anyMatch(line -> line.startsWith("problem   dead letters of notification: 1 events of 1 keys wait")
                            && line.endsWith("(docs/runbooks/event-dead-lettered.md)"));
        } finally {
            tasks.execute("DELETE FROM outbox WHERE event_key = 'doctor'");
            notification.execute("DELETE FROM dead_letters WHERE event_key = 'doctor'");
        }
    }

    @Test
    void an_outbox_that_nobody_relays_is_told_although_its_service_runs() throws Exception {
        try (var other = DriverManager.getConnection(
                        stack.local().databaseUrl("tasks"),
                        "tasks",
                        stack.local().databasePassword("tasks"));
                var lock = other.createStatement()) {
            var taken = CompletableFuture.runAsync(() -> {
                try {
                    lock.execute("SELECT pg_advisory_lock(" + RELAY_LOCK + ")");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> {
                tasks.column(RELAYS).forEach(pid -> tasks.column("SELECT pg_terminate_backend(" + pid + ")"));
                return taken.isDone();
            });

            var diagnosis = examine();
            assertThat(diagnosis.code()).isEqualTo(2);
            assertThat(diagnosis.problems())
                    .singleElement()
                    .asString()
                    .startsWith("problem   outbox of tasks: nobody relays it;")
                    .endsWith("-> ./todo restart tasks");
        }
    }

    private Diagnosis examine() {
        try (var _ = ControlServer.open(stack.local(), () -> {})) {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.todosystem.localstack.cli.Todo",
                    "doctor"));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("TODO_HOME", stack.local().home().folder().toString());
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Diagnosis(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Diagnosis(int code, String text) {
        List<String> problems() {
            return text.lines().filter(line -> line.startsWith("problem")).toList();
        }
    }
}
