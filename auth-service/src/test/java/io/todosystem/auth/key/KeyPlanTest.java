package io.todosystem.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class KeyPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void a_successor_signs_after_the_verifiers_of_the_world_have_seen_it() {
        SigningKeyRow next = key(KeyState.NEXT, NOW, null, null);

        assertThat(KeyPlan.PUBLISHED).isGreaterThan(Duration.ofMinutes(5));
        assertThat(KeyPlan.activationIsDue(
                        List.of(active(NOW), next), NOW.plus(KeyPlan.PUBLISHED).minusMillis(1)))
                .isFalse();
        assertThat(KeyPlan.activationIsDue(List.of(active(NOW), next), NOW.plus(KeyPlan.PUBLISHED)))
                .isTrue();
        assertThat(KeyPlan.activationIsDue(List.of(active(NOW)), NOW.plus(MONTH)))
                .isFalse();
    }

    @Test
    void an_old_key_gets_one_successor() {
        SigningKeyRow old = active(NOW.minus(MONTH));

        assertThat(KeyPlan.successorIsDue(List.of(old), MONTH, NOW)).isTrue();
        assertThat(KeyPlan.successorIsDue(List.of(old), MONTH, NOW.minusMillis(1)))
                .isFalse();
        assertThat(KeyPlan.successorIsDue(List.of(old, key(KeyState.NEXT, NOW, null, null)), MONTH, NOW))
                .isFalse();
        assertThat(KeyPlan.successorIsDue(List.of(key(KeyState.RETIRED, NOW.minus(MONTH), NOW, NOW)), MONTH, NOW))
                .isFalse();
    }

    @Test
    void a_retired_key_goes_when_its_last_token_is_dead() {
        SigningKeyRow retired = key(KeyState.RETIRED, NOW.minus(MONTH), NOW.minus(MONTH), NOW);

        assertThat(KeyPlan.deletionIsDue(List.of(retired), NOW.plus(Duration.ofMinutes(11))))
                .isFalse();
        assertThat(KeyPlan.deletionIsDue(List.of(retired), NOW.plus(KeyPlan.VERIFIES)))
                .isTrue();
        assertThat(KeyPlan.deletionIsDue(List.of(active(NOW.minus(MONTH))), NOW))
                .isFalse();
    }

    private static SigningKeyRow active(Instant since) {
        return key(KeyState.ACTIVE, since, since, null);
    }

    private static SigningKeyRow key(
            KeyState state, Instant createdAt, @Nullable Instant activatedAt, @Nullable Instant retiredAt) {
        return new SigningKeyRow("kid", state, "{}", new byte[0], createdAt, activatedAt, retiredAt);
    }
}
