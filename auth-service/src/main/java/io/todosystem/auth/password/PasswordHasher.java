package io.todosystem.auth.password;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords, as many at once as half the cores, since each takes a core and {@code memoryKib} for its
 * whole duration; all else that auth does goes first. When the queue is full, or so long that the caller's deadline
 * would pass in it, the caller is refused at once with {@code HASHING_BUSY}; work whose caller has gone is skipped.
 */
@Singleton
public final class PasswordHasher {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Argon2 argon2;
    private final ThreadPoolExecutor pool;
    private final HashingMetrics metrics;
    /** Made beside the rest of the start: the library takes a while to load. */
    private final Future<String> nobodysHash;
    /** How long a hash took lately, smoothed. */
    private final AtomicLong typicalNanos = new AtomicLong();

    PasswordHasher(HashingConfiguration configuration, MeterRegistry metrics) {
        argon2 = new Argon2(configuration);
        pool = new ThreadPoolExecutor(
                configuration.threads(),
                configuration.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(configuration.queue()),
                threads(configuration.niceness()));
        this.metrics = new HashingMetrics(metrics, pool);
        nobodysHash = pool.submit(() -> argon2.hash(Password.of("nobody")));
    }

    private static ThreadFactory threads(int niceness) {
        ThreadFactory threads =
                Thread.ofPlatform().name("password-hashing-", 1).daemon().factory();
        return work -> threads.newThread(Niceness.raisedBy(niceness, work));
    }

    /** Refuses a caller whose password would find no place, before anything else is done for it. */
    public void requireRoom() {
        if (pool.getQueue().remainingCapacity() == 0
                || wouldBeTooLate(Context.current().getDeadline())) {
            throw refused();
        }
    }

    public String hash(Password password) {
        return inPool(() -> argon2.hash(password));
    }

    /** Takes the same time for a user who does not exist (no hash) as for a wrong password. */
    public boolean matches(Password password, Optional<String> storedHash) {
        boolean comparable = storedHash.isPresent() && !PasswordPolicy.isTooLong(password);
        Password checked = comparable ? password : Password.of("somebody");
        Callable<String> hash = comparable ? storedHash::get : nobodysHash::get;
        return inPool(() -> argon2.matches(checked, hash.call())) && comparable;
    }

    /** True if the hash was made with weaker parameters than today's. */
    public boolean isOutdated(String storedHash) {
        return argon2.isOutdated(storedHash);
    }

    private <T> T inPool(Callable<T> work) {
        try {
            return submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("Hashing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw callerHasGone();
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        Context caller = Context.current();
        if (wouldBeTooLate(caller.getDeadline())) {
            throw refused();
        }
        try {
            return pool.submit(() -> {
                if (caller.isCancelled()) {
                    throw callerHasGone();
                }
                return timed(work);
            });
        } catch (RejectedExecutionException e) {
            throw refused();
        }
    }

    private boolean wouldBeTooLate(@Nullable Deadline deadline) {
        return deadline != null
                && wouldBeTooLate(
                        pool.getQueue().size(),
                        pool.getMaximumPoolSize(),
                        typicalNanos.get(),
                        deadline.timeRemaining(TimeUnit.NANOSECONDS));
    }

    /** Whoever finds nobody waiting is let in in any case, or a slow spell could never be seen to end. */
    static boolean wouldBeTooLate(int waiting, int threads, long typicalNanos, long remainingNanos) {
        long rounds = waiting / threads + 2L;
        return waiting > 0 && rounds * typicalNanos > remainingNanos;
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        long nanos = System.nanoTime() - start;
        metrics.hashed(nanos);
        typicalNanos.accumulateAndGet(nanos, (typical, last) -> typical + (last - typical) / 4);
        return result;
    }

    private Failure refused() {
        metrics.refused();
        return Failure.resourceExhausted(
                "HASHING_BUSY", "Too many passwords are being checked; try again in a moment", RETRY_AFTER);
    }

    private static Failure callerHasGone() {
        return new Failure(Status.Code.CANCELLED, "CANCELLED", "The call ended before the password was hashed");
    }

    @PreDestroy
    void close() {
        pool.close();
    }
}
