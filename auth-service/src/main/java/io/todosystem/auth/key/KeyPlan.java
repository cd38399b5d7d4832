package io.todosystem.auth.key;

import io.todosystem.auth.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is due in the life of the keys, by time alone. */
final class KeyPlan {
    /** Verifiers keep the published keys for 5 minutes, and a replica may show them a minute late. */
    static final Duration PUBLISHED = Duration.ofMinutes(6);

    /** A replica may sign with a key for a minute after another one has retired it; then its last tokens live. */
    static final Duration VERIFIES = Revocations.BELIEVED.plusMinutes(2);

    private KeyPlan() {}

    /** True if the successor has been published for long enough. */
    static boolean activationIsDue(List<SigningKeyRow> keys, Instant now) {
        return next(keys).filter(row -> !activation(row).isAfter(now)).isPresent();
    }

    /** True if the signing key is old and has no successor. */
    static boolean successorIsDue(List<SigningKeyRow> keys, Duration rotateAfter, Instant now) {
        return next(keys).isEmpty()
                && keys.stream()
                        .filter(row -> row.state() == KeyState.ACTIVE)
                        .anyMatch(row -> isOver(row.activatedAt(), rotateAfter, now));
    }

    /** True if the last tokens of a retired key are dead. */
    static boolean deletionIsDue(List<SigningKeyRow> keys, Instant now) {
        return keys.stream().anyMatch(row -> row.state() == KeyState.RETIRED && isOver(row.retiredAt(), VERIFIES, now));
    }

    /** Since when a successor signs. */
    static Instant activation(SigningKeyRow next) {
        return next.createdAt().plus(PUBLISHED);
    }

    static Optional<SigningKeyRow> next(List<SigningKeyRow> keys) {
        return keys.stream().filter(row -> row.state() == KeyState.NEXT).findFirst();
    }

    private static boolean isOver(@Nullable Instant since, Duration time, Instant now) {
        return since != null && !since.plus(time).isAfter(now);
    }
}
