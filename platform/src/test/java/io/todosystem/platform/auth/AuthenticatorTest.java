package io.todosystem.platform.auth;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.FakeTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AuthenticatorTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TOKEN = FakeTokens.jwt(NOW.plusSeconds(600));
    private static final String ANOTHER = FakeTokens.jwt(NOW.plusSeconds(600));

    private final UUID session = UUID.randomUUID();
    private final Caller.User ann = new Caller.User(UUID.randomUUID(), session, Set.of(Role.USER));
    private final Set<UUID> revoked = new HashSet<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Revocations revocations =
            new Revocations(_ -> RevocationSet.of("" + revoked.size(), generation.get(), revoked), nanoTime::get);
    private TokenVerifier verifier = _ -> goodFor(600);
    private final Authenticator authenticator = new Authenticator(
            token -> {
                asked.incrementAndGet();
                return verifier.verify(token);
            },
            revocations,
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanoTime::get,
            new SimpleMeterRegistry());

    @Test
    void a_token_is_asked_for_once_while_revocations_are_known() {
        revocations.fetch();

        assertThat(authenticator.authenticate(TOKEN)).isEqualTo(ann);
        assertThat(authenticator.authenticate(TOKEN)).isEqualTo(ann);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_token_is_known_from_the_answer_that_it_is_good_until_it_ends_and_nobody_is_asked() {
        revocations.fetch();
        assertThat(authenticator.knows(TOKEN)).isFalse();
        authenticator.authenticate(TOKEN);

        assertThat(authenticator.knows(TOKEN)).isTrue();
        assertThat(authenticator.knows(ANOTHER)).isFalse();
        assertThat(asked).hasValue(1);
        nanoTime.set(Duration.ofMinutes(10).toNanos());
        assertThat(authenticator.knows(TOKEN)).isFalse();
    }

    @Test
    void a_kept_token_is_refused_once_its_session_is_in_the_set() {
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        revoked.add(session);
        revocations.fetch();

        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void an_answer_from_before_the_revocation_does_not_outlive_it() {
        revocations.fetch();
        // Auth read the session as live; it was revoked, and the new set fetched, before the answer arrived here.
        verifier = _ -> {
            revoked.add(session);
            revocations.fetch();
            return goodFor(600);
        };

        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void a_new_generation_has_every_token_asked_anew_once() {
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        generation.incrementAndGet();
        revocations.fetch();

        authenticator.authenticate(TOKEN);
        authenticator.authenticate(TOKEN);
        assertThat(asked).hasValue(2);

        generation.incrementAndGet();
        revocations.fetch();
        verifier = _ -> {
            throw Failure.unauthenticated("INVALID_TOKEN", "its key was refused");
        };
        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void an_answer_from_before_a_new_generation_is_not_kept_for_it() {
        revocations.fetch();
        verifier = _ -> {
            generation.incrementAndGet();
            revocations.fetch();
            return goodFor(600);
        };
        authenticator.authenticate(TOKEN);
        verifier = _ -> {
            throw Failure.unauthenticated("INVALID_TOKEN", "its key was refused");
        };

        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void with_a_stale_set_every_use_is_asked_anew() {
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        nanoTime.addAndGet(Duration.ofMillis(2001).toNanos());
        authenticator.authenticate(TOKEN);
        authenticator.authenticate(TOKEN);

        assertThat(asked).hasValue(3);
    }

    @Test
    void the_set_is_fetched_again_whatever_went_wrong_before() {
        AtomicInteger fetches = new AtomicInteger();
        Revocations polling = new Revocations(_ -> {
            if (fetches.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return RevocationSet.of("1", 0, revoked);
        });
        polling.start();
        try {
            Awaitility.await().until(() -> polling.view().fresh());
        } finally {
            polling.close();
        }
    }

    @Test
    void with_a_stale_set_and_no_auth_nobody_gets_in() {
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        nanoTime.addAndGet(Duration.ofMillis(2001).toNanos());
        verifier = _ -> {
            throw new IllegalStateException("auth is away");
        };

        assertThat(refusal()).isEqualTo("AUTH_UNAVAILABLE");
    }

    @Test
    void a_refusal_is_remembered_and_an_outage_is_not() {
        verifier = _ -> {
            throw Failure.unauthenticated("INVALID_TOKEN", "no");
        };
        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
        assertThat(asked).hasValue(1);

        verifier = _ -> {
            throw Failure.unavailable("UPSTREAM_UNAVAILABLE", "away", Duration.ofSeconds(1));
        };
        assertThat(refusal(ANOTHER)).isEqualTo("AUTH_UNAVAILABLE");
        assertThat(refusal(ANOTHER)).isEqualTo("AUTH_UNAVAILABLE");
        assertThat(asked).hasValue(3);
    }

    @Test
    void an_expired_token_is_refused_whatever_auth_says() {
        verifier = _ -> goodFor(0);

        assertThat(refusal()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void a_token_is_kept_no_longer_than_auth_says_whatever_the_clock_here_says() {
        revocations.fetch();
        verifier = _ -> new VerifiedToken(ann, NOW.plusSeconds(600), Duration.ofSeconds(10));
        authenticator.authenticate(TOKEN);
        nanoTime.addAndGet(Duration.ofSeconds(9).toNanos());
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        assertThat(asked).hasValue(1);

        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void garbage_is_refused_without_asking() {
        assertThat(refusal("a.b.c")).isEqualTo("INVALID_TOKEN");
        assertThat(refusal(FakeTokens.jwt(NOW.minusSeconds(31)))).isEqualTo("INVALID_TOKEN");

        assertThat(asked).hasValue(0);
    }

    @Test
    void an_api_token_is_asked_about_like_any_other() {
        assertThat(authenticator.authenticate("todo_" + "x".repeat(43))).isEqualTo(ann);
        assertThat(asked).hasValue(1);
    }

    @RepeatedTest(20)
    void many_who_come_at_once_ask_once() throws Exception {
        revocations.fetch();
        CountDownLatch firstAsks = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        verifier = _ -> {
            firstAsks.countDown();
            await(mayAnswer);
            return goodFor(600);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Caller>> callers = new ArrayList<>();
            callers.add(threads.submit(() -> authenticator.authenticate(TOKEN)));
            await(firstAsks);
            for (int i = 0; i < 50; i++) {
                callers.add(threads.submit(() -> authenticator.authenticate(TOKEN)));
            }
            mayAnswer.countDown();
            for (Future<Caller> caller : callers) {
                assertThat(caller.get()).isEqualTo(ann);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void false_tokens_are_asked_about_a_few_at_a_time_and_stand_in_the_way_of_no_kept_one() throws Exception {
        revocations.fetch();
        authenticator.authenticate(TOKEN);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        verifier = token -> {
            if (token.equals(TOKEN)) {
                return goodFor(600);
            }
            await(mayAnswer);
            throw Failure.unauthenticated("INVALID_TOKEN", "no");
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> refusals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String invented = FakeTokens.jwt(NOW.plusSeconds(600));
                refusals.add(threads.submit(() -> refusal(invented)));
            }
            try {
                Awaitility.await()
                        .until(() -> refusals.stream().filter(Future::isDone).count() == 68);
                assertThat(authenticator.authenticate(TOKEN)).isEqualTo(ann);
                nanoTime.addAndGet(Duration.ofMillis(2001).toNanos());
                assertThat(authenticator.authenticate(TOKEN)).isEqualTo(ann);
                assertThat(asked).hasValue(2 + 32);
            } finally {
                mayAnswer.countDown();
            }
            for (Future<String> refusal : refusals) {
                assertThat(refusal.get()).isIn("TOO_MANY_NEW_TOKENS", "INVALID_TOKEN");
            }
        }
        assertThat(refusal(ANOTHER)).isEqualTo("INVALID_TOKEN");
    }

    private VerifiedToken goodFor(long seconds) {
        return VerifiedToken.until(NOW.plusSeconds(seconds), ann, NOW);
    }

    private String refusal() {
        return refusal(TOKEN);
    }

    private String refusal(String token) {
        return catchThrowableOfType(Failure.class, () -> authenticator.authenticate(token))
                .reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
