package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls come at a fixed rate, whatever became of those before. Latencies count from the moment at which a call should
 * have started, so that a stall shows in all the calls that it kept waiting.
 */
final class OpenLoop {
    private static final int MAX_UNDER_WAY = 50_000;
    private static final long PATIENCE_SECONDS = 30;

    private OpenLoop() {}

    static Round run(Workload workload, int callers, double rate, Duration length)
            throws InterruptedException, TimeoutException {
        Tally tally = new Tally();
        Semaphore free = new Semaphore(MAX_UNDER_WAY);
        long calls = Math.max(1, Math.round(rate * length.toNanos() / 1e9));
        long begin = System.nanoTime();
        for (long call = 0; call < calls; call++) {
            long intended = begin + Math.round(call * 1e9 / rate);
            awaitMoment(intended);
            if (free.tryAcquire()) {
                CompletableFuture<?> answer =
                        workload.start((int) (call % callers)).toCompletableFuture();
                CompletableFuture<?> ignored = answer.whenComplete((value, failure) -> {
                    tally.answered(System.nanoTime() - intended, failure);
                    free.release();
                });
            } else {
                tally.answered(0, new IllegalStateException("too many calls under way"));
            }
        }
        long sent = System.nanoTime() - begin;
        if (!free.tryAcquire(MAX_UNDER_WAY, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException(
                    (MAX_UNDER_WAY - free.availablePermits()) + " calls are still without an answer");
        }
        return tally.round(Math.max(sent, length.toNanos()));
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
