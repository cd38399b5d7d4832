package io.todosystem.e2e.faults;

import io.todosystem.e2e.faults.Door.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Makes and changes tasks of one user, each command under a key of its own and repeated until it is answered. */
final class Writer {
    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Each completion is a mail, and the mail sink keeps 2,000. */
    private static final int COMPLETES_ONE_OF = 5;

    private final Door door;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> breaks = new TreeMap<>();
    private volatile boolean running = true;
    private volatile long longestNanos;
    private volatile int answered;

    Writer(Door door) {
        this.door = door;
    }

    void run() {
        for (int number = 1; running; number++) {
            var title = "Task " + UUID.randomUUID();
            var id = change("created", key -> door.create(key, title));
            change("updated", key -> door.update(key, id));
            if (number % COMPLETES_ONE_OF == 0) {
                change("completed", key -> door.complete(key, id));
            }
        }
    }

    void end() {
        running = false;
    }

    List<Change> changes() {
        return changes;
    }

    /** How many there are; may be asked while it runs. */
    int answered() {
        return answered;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    Map<String, Integer> breaks() {
        return breaks;
    }

    /** How long the client that waited longest waited for its answer, all tries together. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    private String change(String action, Function<String, Try> command) {
        var key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        while (true) {
            switch (command.apply(key)) {
                case Try.Done(var id) -> {
                    longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
                    changes.add(new Change(key, id, action));
                    answered = changes.size();
                    pause(PACE);
                    return id;
                }
                case Try.Refused(var how) -> refusals.merge(how, 1, Integer::sum);
                case Try.Broken(var how) -> breaks.merge(how, 1, Integer::sum);
            }
            pause(PAUSE);
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** A change that was acknowledged. */
    record Change(String key, String taskId, String action) {}
}
