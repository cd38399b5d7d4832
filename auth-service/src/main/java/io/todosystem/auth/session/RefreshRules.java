package io.todosystem.auth.session;

import java.time.Duration;
import java.time.Instant;

/** What becomes of a refresh token that comes back. */
final class RefreshRules {
    static final Duration GRACE = Duration.ofSeconds(10);
    static final Duration IDLE = Duration.ofDays(7);
    static final Duration ABSOLUTE = Duration.ofDays(30);

    private RefreshRules() {}

    /**
     * What to do.
     *
     * @param generation of the token that came; the session's is that of its newest one
     */
    static RefreshDecision decide(SessionRow session, int generation, Instant now) {
        if (!session.isLive(now)) {
            return new RefreshDecision.Refuse();
        }
        if (generation == session.generation()) {
            return new RefreshDecision.Rotate();
        }
        byte[] successor = session.successor();
        if (successor != null && generation == session.generation() - 1 && isWithinGrace(session, now)) {
            return new RefreshDecision.Repeat(successor);
        }
        return new RefreshDecision.EndFamily();
    }

    private static boolean isWithinGrace(SessionRow session, Instant now) {
        return !now.isAfter(session.lastUsedAt().plus(GRACE));
    }
}
