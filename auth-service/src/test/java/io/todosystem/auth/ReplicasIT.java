package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LogoutRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two replicas that started at the same moment on an empty database; the second one registers nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplicasIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final Rows rows = new Rows(POSTGRES);
    private AuthProcess one;
    private AuthProcess two;

    @BeforeAll
    void start() throws Exception {
        try (var starters = Executors.newFixedThreadPool(2)) {
            Future<AuthProcess> first = starters.submit(() -> AuthProcess.start(POSTGRES, clock));
            Future<AuthProcess> second = starters.submit(() -> AuthProcess.start(
                    POSTGRES,
                    clock,
                    Map.of(
                            "TODO_REGISTRATION", "closed",
                            "todo.auth.hashing.threads", 1,
                            "todo.auth.hashing.queue", 1)));
            one = first.get();
            two = second.get();
        }
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void both_have_made_one_key_and_believe_each_others_tokens() throws Exception {
        RegisterResponse registered = one.register();

        assertThat(rows.all("SELECT state FROM signing_keys")).containsExactly(List.of("ACTIVE"));
        assertThat(two.asService("tasks")
                        .validateToken(ValidateTokenRequest.newBuilder()
                                .setAccessToken(registered.getTokens().getAccessToken())
                                .build())
                        .getUser()
                        .getUserId())
                .isEqualTo(registered.getUser().getId());
    }

    @Test
    void the_private_key_is_not_readable_in_the_database() throws Exception {
        List<String> key = rows.one("SELECT public_key, encode(private_key, 'escape') FROM signing_keys");

        assertThat(key.getFirst()).doesNotContain("\"d\"");
        assertThat(key.getLast()).doesNotContain("\"d\"").doesNotContain("kty");
    }

    @Test
    void a_replica_with_another_key_encryption_key_does_not_start() {
        assertThatThrownBy(() -> AuthProcess.start(
                        POSTGRES,
                        clock,
                        Map.of("TODO_KEY_ENCRYPTION_KEY", "YW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE=")))
                .hasStackTraceContaining(
                        "TODO_KEY_ENCRYPTION_KEY is not the key that the signing keys in the database");
    }

    @Test
    void a_revocation_by_one_is_in_the_next_answer_of_the_other() {
        RegisterResponse registered = one.register();
        AuthServiceBlockingStub asker = two.asService("bff");
        var before = asker.listRevocations(ListRevocationsRequest.getDefaultInstance());

        one.with(registered.getTokens().getAccessToken()).logout(LogoutRequest.getDefaultInstance());

        var after = asker.listRevocations(
                ListRevocationsRequest.newBuilder().setEtag(before.getEtag()).build());
        assertThat(after.getUnchanged()).isFalse();
        assertThat(after.getSessionIdsCount()).isEqualTo(before.getSessionIdsCount() + 1);
        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> two.asService("bff")
                .validateToken(ValidateTokenRequest.newBuilder()
                        .setAccessToken(registered.getTokens().getAccessToken())
                        .build()));
        assertThat(one.asService("tasks")
                        .listRevocations(ListRevocationsRequest.newBuilder()
                                .setEtag(after.getEtag())
                                .build())
                        .getUnchanged())
                .isTrue();
    }

    @Test
    void fifty_refreshes_at_once_through_both_get_one_successor() throws Exception {
        String token = one.register().getTokens().getRefreshToken();
        int twins = 50;
        CyclicBarrier together = new CyclicBarrier(twins);
        Set<String> successors = new HashSet<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < twins; i++) {
                AuthProcess replica = i % 2 == 0 ? one : two;
                calls.add(callers.submit(() -> {
                    together.await();
                    return refresh(replica, token);
                }));
            }
            for (Future<String> call : calls) {
                successors.add(call.get());
            }
        }

        assertThat(successors).hasSize(1);
    }

    @Test
    void thieves_at_both_end_the_family_once_and_its_access_tokens_with_it() throws Exception {
        RegisterResponse registered = one.register();
        String stolen = registered.getTokens().getRefreshToken();
        String newest = refresh(two, stolen);
        clock.advance(Duration.ofSeconds(11));
        CyclicBarrier together = new CyclicBarrier(10);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Failure>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                AuthProcess replica = i % 2 == 0 ? one : two;
                calls.add(callers.submit(() -> {
                    together.await();
                    return failureOf(() -> refresh(replica, stolen));
                }));
            }
            for (Future<Failure> call : calls) {
                assertThat(call.get().reason()).isEqualTo("INVALID_REFRESH_TOKEN");
            }
        }

        assertRefused(Code.UNAUTHENTICATED, "INVALID_REFRESH_TOKEN", () -> refresh(one, newest));
        assertThat(rows.all(
                        "SELECT sequence::text FROM outbox WHERE event_type = 'user.refresh-reuse-detected' AND aggregate_id = ?",
                        registered.getUser().getId()))
                .containsExactly(List.of("2"));
        AuthServiceBlockingStub user = two.with(registered.getTokens().getAccessToken());
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertRefused(
                        Code.UNAUTHENTICATED,
                        "INVALID_TOKEN",
                        () -> user.getUser(GetUserRequest.getDefaultInstance())));
    }

    private static String refresh(AuthProcess replica, String token) {
        return replica.anonymous()
                .refreshToken(
                        RefreshTokenRequest.newBuilder().setRefreshToken(token).build())
                .getTokens()
                .getRefreshToken();
    }

    @Test
    void where_registration_is_closed_only_the_operator_makes_accounts() {
        assertRefused(Code.PERMISSION_DENIED, "REGISTRATION_CLOSED", two::register);

        assertThat(two.asService("operator")
                        .createAdministrator(CreateAdministratorRequest.newBuilder()
                                .setEmail("first@example.com")
                                .setPassword(AuthProcess.PASSWORD)
                                .setDisplayName("First")
                                .build())
                        .hasUser())
                .isTrue();
    }

    @Test
    void too_many_logins_at_once_are_refused_with_a_time_to_come_back() throws Exception {
        List<Failure> refusals = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Failure>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(callers.submit(() -> failureOf(() -> two.anonymous()
                        .login(LoginRequest.newBuilder()
                                .setEmail("nobody@example.com")
                                .setPassword(AuthProcess.PASSWORD)
                                .build()))));
            }
            for (Future<Failure> call : calls) {
                refusals.add(call.get());
            }
        }

        assertThat(refusals).extracting(Failure::reason).contains("HASHING_BUSY", "INVALID_CREDENTIALS");
        assertThat(refusals)
                .filteredOn(failure -> Objects.equals(failure.reason(), "HASHING_BUSY"))
                .allSatisfy(busy -> {
                    assertThat(busy.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(1));
                });
    }

    @Test
    void a_service_is_known_by_its_secret_alone() {
        for (var attempt : List.of(
                List.of("tasks", AuthProcess.secretOf("bff")),
                List.of("orders", AuthProcess.secretOf("tasks")),
                List.of("TASKS", AuthProcess.secretOf("tasks")))) {
            assertRefused(Code.UNAUTHENTICATED, "INVALID_CLIENT", () -> one.anonymous()
                    .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                            .setClientId(attempt.getFirst())
                            .setClientSecret(attempt.getLast())
                            .build()));
        }
    }
}
