package io.todosystem.localstack.supervise;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before a crashed process is started again: from 0.5 s, doubling, to 30 s. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Who served so long before the crash starts from the first pause again. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private int failures;
    private Instant servingSince = Instant.MAX;

    /** How often it failed in a row. */
    synchronized int failures() {
        return failures;
    }

    synchronized void forget() {
        failures = 0;
    }

    synchronized void serves() {
        servingSince = Instant.now();
    }

    /** Counts a failure and answers the pause after it. */
    synchronized Duration next() {
        if (servingSince.isBefore(Instant.now().minus(STEADY))) {
            failures = 0;
        }
        servingSince = Instant.MAX;
        failures++;
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
