package io.todosystem.auth;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.auth.lockout.Lockout;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Guessing passwords, at two replicas. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LockoutIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String WRONG = "wrong horse battery";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final Rows rows = new Rows(POSTGRES);
    private AuthProcess one;
    private AuthProcess two;
    private String email;

    @BeforeAll
    void start() {
        one = AuthProcess.start(POSTGRES, clock);
        two = AuthProcess.start(POSTGRES, clock);
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @BeforeEach
    void register() {
        email = one.register().getUser().getEmail();
    }

    @Test
    void after_five_failures_not_even_the_right_password_passes_until_the_time_is_over() {
        fail(one.anonymous(), 4);
        assertThat(passes(one.anonymous())).isTrue();
        fail(one.anonymous(), 5);

        assertThat(passes(one.anonymous())).isFalse();
        clock.advance(Duration.ofMillis(999));
        assertThat(passes(one.anonymous())).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(passes(one.anonymous())).isTrue();
        fail(one.anonymous(), 4);
        assertThat(passes(one.anonymous())).isTrue();
    }

    @Test
    void the_time_doubles_to_a_quarter_of_an_hour_and_never_beyond() {
        fail(one.anonymous(), 5);
        long seconds = 1;
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(passes(one.anonymous())).as("before %d s", seconds).isFalse();
            clock.advance(Duration.ofMillis(1));
            fail(one.anonymous(), 1);
            seconds = Math.min(900, seconds * 2);
        }
        clock.advance(Duration.ofMinutes(15));
        assertThat(passes(one.anonymous())).isTrue();
    }

    @Test
    void replicas_share_the_count_and_a_restart_keeps_it() {
        fail(one.anonymous(), 3);
        fail(two.anonymous(), 2);
        assertThat(passes(two.anonymous())).isFalse();

        try (AuthProcess restarted = AuthProcess.start(POSTGRES, clock)) {
            assertThat(passes(restarted.anonymous())).isFalse();
        }
    }

    @Test
    void wrong_unknown_and_locked_get_the_same_answer_for_the_same_work() {
        Failure wrong = failureOf(() -> login(one.anonymous(), email, WRONG));
        long before = hashes();
        Failure unknown =
                failureOf(() -> login(one.anonymous(), "nobody-" + UUID.randomUUID() + "@example.com", WRONG));
        assertThat(hashes()).isEqualTo(before + 1);
        fail(one.anonymous(), 4);
        before = hashes();
        Failure locked = failureOf(() -> login(one.anonymous(), email, AuthProcess.PASSWORD));
        assertThat(hashes()).isEqualTo(before + 1);

        assertThat(wrong.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(unknown).usingRecursiveComparison().isEqualTo(wrong);
        assertThat(locked).usingRecursiveComparison().isEqualTo(wrong);
    }

    @Test
    void whatever_is_refused_has_written_the_same() throws Exception {
        String disabled = one.register().getUser().getEmail();
        rows.change("UPDATE users SET disabled_at = now() WHERE email = ?", disabled);
        String nobody = "nobody-" + UUID.randomUUID() + "@example.com";
        try (var statements = new Statements()) {
            List<String> first = statements.during(() -> failureOf(() -> login(one.anonymous(), email, WRONG)));
            assertThat(first).filteredOn(sql -> sql.contains("login_failures")).hasSize(2);
            fail(one.anonymous(), 3);
            List<Callable<Failure>> refused = List.of(
                    () -> failureOf(() -> login(one.anonymous(), email, WRONG)),
                    () -> failureOf(() -> login(one.anonymous(), email, WRONG)),
                    () -> failureOf(() -> login(one.anonymous(), email, AuthProcess.PASSWORD)),
                    () -> failureOf(() -> login(one.anonymous(), nobody, WRONG)),
                    () -> failureOf(() -> login(one.anonymous(), disabled, WRONG)),
                    () -> failureOf(() -> login(one.anonymous(), disabled, AuthProcess.PASSWORD)));
            for (Callable<Failure> attempt : refused) {
                assertThat(statements.during(attempt)).isEqualTo(first);
            }
        }
    }

    @Test
    void an_address_that_is_nobodys_is_counted_alike() throws Exception {
        email = "nobody-" + UUID.randomUUID() + "@example.com";
        fail(one.anonymous(), 6);
        one.anonymous().register(AuthProcess.registration().setEmail(email).build());

        assertThat(passes(one.anonymous())).isFalse();
        assertThat(rows.all("SELECT f::text FROM login_failures f").toString()).doesNotContain("nobody");
        clock.advance(Duration.ofSeconds(1));
        assertThat(passes(one.anonymous())).isTrue();
    }

    @Test
    void elsewhere_the_owner_notices_nothing() {
        fail(from("192.0.2.1", "bff"), 5);

        assertThat(passes(from("192.0.2.200", "bff"))).isFalse();
        assertThat(passes(from("192.0.3.1", "bff"))).isTrue();
        fail(from("2001:db8:0:1::1", "bff"), 5);
        assertThat(passes(from("2001:db8:0:1:ffff::2", "bff"))).isFalse();
        assertThat(passes(from("2001:db8:0:2::1", "bff"))).isTrue();
    }

    @Test
    void only_the_gateway_is_believed_when_it_says_from_where_somebody_comes() {
        for (int i = 0; i < 5; i++) {
            String invented = "198.51." + i + ".1";
            fail(addressed(one.anonymous(), invented), 1);
        }
        assertThat(passes(from("203.0.113.1", "tasks"))).isFalse();
        assertThat(passes(addressed(one.with("todo_" + "x".repeat(43)), "203.0.113.1")))
                .isFalse();
        assertThat(passes(from("203.0.113.1", "bff"))).isTrue();
    }

    @Test
    void a_stolen_session_guesses_no_faster_than_a_login_and_locks_none() {
        String session = login(one.anonymous(), email, AuthProcess.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(changes(one.with(session), WRONG)).isFalse();
        }

        assertThat(changes(two.with(session), AuthProcess.PASSWORD)).isFalse();
        assertThat(passes(one.anonymous())).isTrue();
        clock.advance(Duration.ofMillis(999));
        assertThat(changes(addressed(two.with(session), "192.0.2.1"), AuthProcess.PASSWORD))
                .isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(changes(two.with(session), AuthProcess.PASSWORD)).isTrue();
        assertThat(passes(one.anonymous())).isFalse();
    }

    @Test
    void guesses_side_by_side_gain_nothing() throws Exception {
        guessSideBySide(20);
        assertThat(countedLast()).isEqualTo("5");

        clock.advance(Duration.ofSeconds(1));
        guessSideBySide(10);
        assertThat(countedLast()).isEqualTo("6");
    }

    @Test
    void an_attempt_that_is_not_made_is_not_counted_and_ends_no_lock_but_its_own() {
        Lockout lockout = one.bean(Lockout.class);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> lockout.passes(email, LockoutIT::busy)).hasMessage("busy");
        }
        for (int i = 0; i < 4; i++) {
            lockout.passes(email, () -> false);
        }
        assertThatThrownBy(() -> lockout.passes(email, () -> {
                    clock.advance(Duration.ofSeconds(1));
                    assertThat(lockout.passes(email, () -> false)).isFalse();
                    return busy();
                }))
                .hasMessage("busy");

        assertThat(lockout.passes(email, () -> true)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(lockout.passes(email, () -> true)).isTrue();
    }

    @Test
    void an_attempt_whose_caller_goes_away_is_not_counted_either() {
        Lockout lockout = one.bean(Lockout.class);
        for (int i = 0; i < 10; i++) {
            CancellableContext call = Context.current().withCancellation();
            call.run(() -> assertThatThrownBy(() -> lockout.passes(email, () -> {
                        call.cancel(null);
                        return busy();
                    }))
                    .hasMessage("busy"));
        }

        assertThat(lockout.passes(email, () -> true)).isTrue();
    }

    @Test
    void the_right_password_clears_the_count_though_its_caller_went_away() {
        Lockout lockout = one.bean(Lockout.class);
        for (int i = 0; i < 4; i++) {
            lockout.passes(email, () -> false);
        }
        CancellableContext call = Context.current().withCancellation();
        call.run(() -> lockout.passes(email, () -> {
            call.cancel(null);
            return true;
        }));
        for (int i = 0; i < 4; i++) {
            lockout.passes(email, () -> false);
        }

        assertThat(lockout.passes(email, () -> true)).isTrue();
    }

    private static boolean busy() {
        throw new IllegalStateException("busy");
    }

    private String countedLast() throws Exception {
        return rows.one("SELECT failures::text FROM login_failures ORDER BY last_failed_at DESC LIMIT 1")
                .getFirst();
    }

    private void guessSideBySide(int guesses) throws Exception {
        CyclicBarrier together = new CyclicBarrier(guesses);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Failure>> calls = new ArrayList<>();
            for (int i = 0; i < guesses; i++) {
                AuthProcess replica = i % 2 == 0 ? one : two;
                calls.add(callers.submit(() -> {
                    together.await();
                    return failureOf(
                            () -> login(replica.anonymous().withDeadlineAfter(1, TimeUnit.MINUTES), email, WRONG));
                }));
            }
            for (Future<Failure> call : calls) {
                assertThat(call.get().reason()).isEqualTo("INVALID_CREDENTIALS");
            }
        }
    }

    private void fail(AuthServiceBlockingStub auth, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(failureOf(() -> login(auth, email, WRONG)).reason()).isEqualTo("INVALID_CREDENTIALS");
        }
    }

    private boolean passes(AuthServiceBlockingStub auth) {
        try {
            return !login(auth, email, AuthProcess.PASSWORD).isEmpty();
        } catch (StatusRuntimeException refused) {
            return false;
        }
    }

    private static String login(AuthServiceBlockingStub auth, String email, String password) {
        return auth.login(LoginRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .build())
                .getTokens()
                .getAccessToken();
    }

    private static boolean changes(AuthServiceBlockingStub auth, String current) {
        ChangePasswordRequest request = ChangePasswordRequest.newBuilder()
                .setCurrentPassword(current)
                .setNewPassword("another password altogether")
                .build();
        try {
            return auth.changePassword(request).hasTokens();
        } catch (StatusRuntimeException refused) {
            assertThat(Failures.from(refused).reason()).isEqualTo("WRONG_PASSWORD");
            return false;
        }
    }

    private AuthServiceBlockingStub from(String address, String client) {
        return addressed(one.asService(client), address);
    }

    private static AuthServiceBlockingStub addressed(AuthServiceBlockingStub auth, String address) {
        Metadata headers = new Metadata();
        headers.put(ClientAddress.HEADER, address);
        return auth.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private long hashes() {
        return one.bean(MeterRegistry.class).get("todo.hashing").timer().count();
    }
}
