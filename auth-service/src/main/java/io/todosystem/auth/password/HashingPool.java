package io.todosystem.auth.password;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that hash, which all else that auth does goes before, and a queue in front of them. When the queue is full,
 * or so long that three quarters of the caller's time would pass in it, the caller is refused at once with
 * {@code HASHING_BUSY}, and so is, later, whose turn has not come by then. Work whose caller has gone is skipped.
 */
final class HashingPool implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;
    private final HashingMetrics metrics;
    private final Rest rest;
    /** How long a thread was taken by a hash and its rest lately, smoothed. */
    private final AtomicLong typicalNanos = new AtomicLong();

    HashingPool(HashingConfiguration configuration, MeterRegistry metrics) {
        threads = new ThreadPoolExecutor(
                configuration.threads(),
                configuration.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(configuration.queue()),
                nice(configuration.niceness()));
        this.rest = new Rest(configuration.rest());
        this.metrics = new HashingMetrics(metrics, threads);
    }

    private static ThreadFactory nice(int niceness) {
        ThreadFactory threads =
                Thread.ofPlatform().name("password-hashing-", 1).daemon().factory();
        return work -> threads.newThread(Niceness.raisedBy(niceness, work));
    }

    /** Refuses a caller whose password would find no place, before anything else is done for it. */
    void requireRoom() {
        if (threads.getQueue().remainingCapacity() == 0
                || wouldBeTooLate(Context.current().getDeadline())) {
            throw refused();
        }
    }

    /** Without a caller who waits. */
    <T> Future<T> begin(Callable<T> hash) {
        return threads.submit(hash);
    }

    <T> T run(Callable<T> hash) {
        try {
            return submit(hash);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("Hashing failed", e.getCause());
        } catch (CancellationException e) {
            throw callerHasGone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw callerHasGone();
        }
    }

    private <T> T submit(Callable<T> hash) throws ExecutionException, InterruptedException {
        Context caller = Context.current();
        Deadline deadline = caller.getDeadline();
        if (wouldBeTooLate(deadline)) {
            throw refused();
        }
        FutureTask<T> result = new FutureTask<>(() -> metrics.timed(hash));
        Runnable turn = () -> take(result, caller);
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            throw refused();
        }
        return deadline == null ? result.get() : result(result, turn, deadline);
    }

    private <T> T result(Future<T> result, Runnable turn, Deadline deadline)
            throws ExecutionException, InterruptedException {
        try {
            return result.get(patience(deadline), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (threads.remove(turn)) {
                throw refused();
            }
            return result.get();
        }
    }

    /** Leaves time to make use of the hash: a deadline that passes looks like a failure of auth to whoever asks it. */
    private static long patience(Deadline deadline) {
        long remaining = deadline.timeRemaining(TimeUnit.NANOSECONDS);
        return remaining - remaining / 4;
    }

    private void take(FutureTask<?> hash, Context caller) {
        if (caller.isCancelled()) {
            hash.cancel(false);
            return;
        }
        long start = System.nanoTime();
        rest.after(hash);
        long nanos = System.nanoTime() - start;
        typicalNanos.accumulateAndGet(nanos, HashingPool::smoothed);
    }

    /** Rises at once and falls slowly: who waits for nothing is worse off than who is refused and comes back. */
    static long smoothed(long typicalNanos, long lastNanos) {
        return Math.max(lastNanos, typicalNanos + (lastNanos - typicalNanos) / 4);
    }

    private boolean wouldBeTooLate(@Nullable Deadline deadline) {
        return deadline != null
                && wouldBeTooLate(
                        threads.getQueue().size(),
                        threads.getMaximumPoolSize(),
                        typicalNanos.get(),
                        patience(deadline));
    }

    /** Whoever finds nobody waiting is let in in any case, or a slow spell could never be seen to end. */
    static boolean wouldBeTooLate(int waiting, int threads, long typicalNanos, long patienceNanos) {
        long rounds = waiting / threads + 1L;
        return waiting > 0 && rounds * typicalNanos > patienceNanos;
    }

    private Failure refused() {
        metrics.refused();
        return Failure.resourceExhausted(
                "HASHING_BUSY", "Too many passwords are being checked; try again in a moment", RETRY_AFTER);
    }

    private static Failure callerHasGone() {
        return new Failure(Status.Code.CANCELLED, "CANCELLED", "The call ended before the password was hashed");
    }

    @Override
    public void close() {
        threads.close();
    }
}
