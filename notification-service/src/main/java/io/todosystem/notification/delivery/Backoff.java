package io.todosystem.notification.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failed try: 0, 1, 2, 4, 8 s and so on to a minute, and up to a fifth more. */
final class Backoff {

    private static final long LONGEST_SECONDS = 60;

    private Backoff() {}

    static Duration after(int attempts, RandomGenerator random) {
        if (attempts <= 1) {
            return Duration.ZERO;
        }
        long seconds = attempts >= 8 ? LONGEST_SECONDS : 1L << (attempts - 2);
        return Duration.ofMillis(seconds * 1000 + random.nextLong(seconds * 200));
    }
}
