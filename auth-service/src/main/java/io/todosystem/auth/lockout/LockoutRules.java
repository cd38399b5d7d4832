package io.todosystem.auth.lockout;

import java.time.Duration;

/** How long an account is locked for a block after so many failures in a row. */
final class LockoutRules {
    static final int THRESHOLD = 5;
    static final Duration LONGEST = Duration.ofMinutes(15);
    /** After so long without a failure all is forgotten. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 10;

    private LockoutRules() {}

    static Duration lock(int failures) {
        if (failures < THRESHOLD) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - THRESHOLD, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
