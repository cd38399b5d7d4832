package io.todosystem.bff.notification;

import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many streams may be open at once, so that neither one user nor all of them can take everything. */
final class StreamSlots {
    private static final int OF_ONE_USER = 10;

    private final Map<String, Integer> taken = new HashMap<>();
    private final int ofAll;
    private int all;

    StreamSlots(int ofAll) {
        this.ofAll = ofAll;
    }

    /** {@link Failure} RESOURCE_EXHAUSTED {@code TOO_MANY_STREAMS} when there is none left. */
    synchronized void take(String caller) {
        int own = taken.getOrDefault(caller, 0);
        if (own >= OF_ONE_USER || all >= ofAll) {
            throw Failure.resourceExhausted(
                    "TOO_MANY_STREAMS", "Too many streams are open: close one first", Duration.ofSeconds(10));
        }
        taken.put(caller, own + 1);
        all++;
    }

    synchronized void giveBack(String caller) {
        taken.computeIfPresent(caller, (key, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
