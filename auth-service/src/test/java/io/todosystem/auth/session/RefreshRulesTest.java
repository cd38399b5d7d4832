package io.todosystem.auth.session;

import io.todosystem.auth.session.RefreshDecision.EndFamily;
import io.todosystem.auth.session.RefreshDecision.Refuse;
import io.todosystem.auth.session.RefreshDecision.Repeat;
import io.todosystem.auth.session.RefreshDecision.Rotate;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RefreshRulesTest {
    private static final Instant SIGNED_IN = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant LAST_USED = SIGNED_IN.plus(Duration.ofHours(1));
    private static final int NEWEST = 5;

    @Test
    void the_newest_token_is_rotated() {
        assertThat(decide(NEWEST, Duration.ofMinutes(9))).isInstanceOf(Rotate.class);
    }

    @Test
    void the_one_before_it_gets_the_same_successor_for_ten_seconds() {
        assertThat(decide(NEWEST - 1, Duration.ZERO)).isInstanceOf(Repeat.class);
        assertThat(decide(NEWEST - 1, Duration.ofSeconds(10))).isInstanceOf(Repeat.class);
    }

    @Test
    void after_that_it_ends_the_family() {
        assertThat(decide(NEWEST - 1, Duration.ofSeconds(10).plusNanos(1_000))).isInstanceOf(EndFamily.class);
    }

    @Test
    void a_token_older_than_that_ends_the_family_at_any_time() {
        assertThat(decide(NEWEST - 2, Duration.ZERO)).isInstanceOf(EndFamily.class);
        assertThat(decide(0, Duration.ofDays(2))).isInstanceOf(EndFamily.class);
    }

    @Test
    void a_session_that_was_idle_for_seven_days_has_ended() {
        assertThat(decide(NEWEST, Duration.ofDays(7).minusNanos(1_000))).isInstanceOf(Rotate.class);
        assertThat(decide(NEWEST, Duration.ofDays(7))).isInstanceOf(Refuse.class);
    }

    @Test
    void a_session_ends_after_thirty_days_even_if_used() {
        Instant end = SIGNED_IN.plus(Duration.ofDays(30));
        SessionRow busy = session(end.minusSeconds(5), null);

        assertThat(RefreshRules.decide(busy, NEWEST, end.minusNanos(1_000))).isInstanceOf(Rotate.class);
        assertThat(RefreshRules.decide(busy, NEWEST, end)).isInstanceOf(Refuse.class);
    }

    @Test
    void no_token_of_a_revoked_session_does_anything() {
        SessionRow revoked = session(LAST_USED, LAST_USED);

        for (int generation = 0; generation <= NEWEST; generation++) {
            assertThat(RefreshRules.decide(revoked, generation, LAST_USED)).isInstanceOf(Refuse.class);
        }
    }

    private static RefreshDecision decide(int generation, Duration sinceLastUse) {
        return RefreshRules.decide(session(LAST_USED, null), generation, LAST_USED.plus(sinceLastUse));
    }

    private static SessionRow session(Instant lastUsed, @Nullable Instant revoked) {
        return new SessionRow(
                UUID.randomUUID(),
                UUID.randomUUID(),
                NEWEST,
                new byte[] {1},
                SIGNED_IN,
                lastUsed,
                SIGNED_IN.plus(RefreshRules.ABSOLUTE),
                revoked);
    }
}
