package io.todosystem.e2e.faults;

import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** No door opens because auth is away, and a logout needs nothing but auth. */
@FaultSuite
class AuthFaultIT {
    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final Duration REVOKED = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final List<String> PATHS = List.of("/api/v1/me", "/api/v1/tasks", "/api/v1/notifications");

    private final Stack stack;
    private final Fault fault;

    AuthFaultIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
        stack.recover();
    }

    @AfterEach
    void everything_is_up_again() {
        stack.recover();
    }

    @Test
    void with_auth_frozen_every_door_is_shut_after_two_seconds_and_open_five_after() {
        var ada = stack.rest().register("Ada");
        var routes = new Routes(stack, ada);
        everybodyKnows(ada, routes);
        Map<String, String> answers;
        try (var _ = fault.freeze("auth")) {
            fault.lasting(BELIEVED);
            answers = routes.answers("tasks", "notification");
        }
        long thawed = System.nanoTime();
        assertThat(answers).hasSizeGreaterThan(30).allSatisfy((door, answer) -> assertThat(answer)
                .as(door)
                .isEqualTo(door.contains(" ") ? "503" : "UNAVAILABLE"));
        await().atMost(RECOVERY).pollInterval(LOOK).untilAsserted(() -> {
            for (var path : PATHS) {
                assertThat(ada.rest().get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(ada.rest().get("/api/v1/dashboard").body().get("degraded"))
                    .isEmpty();
        });
        System.out.printf(
                "auth frozen: %d doors shut after %d s, all open again %d ms after the thaw%n",
                answers.size(), BELIEVED.toSeconds(), (System.nanoTime() - thawed) / 1_000_000);
    }

    /** Where the kernel weighs sessions: a storm of logins takes what the others leave. */
    @Test
    void auth_weighs_less_than_those_who_wait_for_it() throws IOException {
        assumeThat(group("auth")).exists();

        assertThat(Files.readString(group("auth")).strip()).endsWith(" nice 10");
        assertThat(Files.readString(group("bff")).strip()).endsWith(" nice 0");
    }

    @Test
    void a_logout_is_heard_everywhere_without_kafka() {
        var ada = stack.rest().register("Ada");
        var stream = ada.rest().follow("/api/v1/notifications/stream");
        stack.kill("kafka");
        long millis = shutAfterLogout(ada, stream, "auth", "tasks", "notification");
        System.out.printf("Kafka down: REST, RPCs and stream shut %d ms after the logout%n", millis);
    }

    @Test
    void a_logout_is_heard_everywhere_without_kafka_and_notification() {
        var ada = stack.rest().register("Ada");
        var stream = ada.rest().follow("/api/v1/notifications/stream");
        stack.kill("kafka");
        try (var _ = fault.freeze("notification")) {
            long millis = shutAfterLogout(ada, stream, "auth", "tasks");
            System.out.printf(
                    "Kafka and notification away: REST, RPCs and stream shut %d ms after the logout%n", millis);
        }
    }

    private Path group(String process) {
        return Path.of("/proc", Long.toString(stack.local().pid(process)), "autogroup");
    }

    /** Every process keeps the token from now on, so that it is not for want of that if a door is shut. */
    private static void everybodyKnows(Account account, Routes routes) {
        for (var path : PATHS) {
            assertThat(account.rest().get(path).status()).as(path).isEqualTo(200);
        }
        for (var service : new String[] {"tasks", "notification"}) {
            assertThat(routes.read(service)).as(service).isEqualTo("OK");
        }
    }

    private long shutAfterLogout(Account account, CompletableFuture<Void> stream, String... services) {
        var routes = new Routes(stack, account);
        for (var service : services) {
            assertThat(routes.read(service)).as(service).isEqualTo("OK");
        }
        assertThat(stream).as("the stream is open").isNotDone();
        assertThat(account.rest().post("/api/v1/auth/logout", Map.of()).status())
                .isEqualTo(204);
        long begin = System.nanoTime();
        await().atMost(REVOKED).pollInterval(LOOK).untilAsserted(() -> {
            assertThat(account.rest().get("/api/v1/tasks").status()).isEqualTo(401);
            for (var service : services) {
                assertThat(routes.read(service)).as(service).isEqualTo("UNAUTHENTICATED");
            }
            assertThat(stream).as("the stream has ended").isDone();
        });
        long shut = (System.nanoTime() - begin) / 1_000_000;
        assertThat(routes.answers(services)).hasSizeGreaterThan(30).allSatisfy((door, answer) -> assertThat(answer)
                .as(door)
                .isEqualTo(door.contains(" ") ? "401" : "UNAUTHENTICATED"));
        return shut;
    }
}
