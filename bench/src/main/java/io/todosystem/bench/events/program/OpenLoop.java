package io.todosystem.bench.events.program;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Does something at a steady rate, whether or not what it did before is finished. */
public final class OpenLoop {
    private OpenLoop() {}

    /** Begins number n of {@code count} n / {@code rate} seconds from now; {@code workers} share them. */
    public static void run(int rate, int count, int workers, Step step)
            throws InterruptedException, ExecutionException {
        var start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var runs = new ArrayList<Future<?>>();
            for (var worker = 0; worker < workers; worker++) {
                var first = worker;
                runs.add(threads.submit(() -> {
                    for (var number = first; number < count; number += workers) {
                        awaitMoment(start + number * 1_000_000_000L / rate);
                        step.run(number);
                    }
                    return true;
                }));
            }
            for (var run : runs) {
                run.get();
            }
        }
    }

    private static void awaitMoment(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One of many. */
    @FunctionalInterface
    public interface Step {
        void run(int number) throws Exception;
    }
}
