package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A number of callers, each of which calls again as soon as it is answered. */
final class ClosedLoop {
    private static final long PATIENCE_SECONDS = 30;

    private final Workload workload;
    private final Tally tally = new Tally();
    private final CountDownLatch callers;
    private final long begin = System.nanoTime();
    private final long nanos;

    private ClosedLoop(Workload workload, int callers, Duration length) {
        this.workload = workload;
        this.callers = new CountDownLatch(callers);
        this.nanos = length.toNanos();
    }

    static Round run(Workload workload, int callers, Duration length) throws InterruptedException, TimeoutException {
        ClosedLoop loop = new ClosedLoop(workload, callers, length);
        for (int caller = 0; caller < callers; caller++) {
            loop.call(caller);
        }
        if (!loop.callers.await(length.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException(loop.callers.getCount() + " callers are still without an answer");
        }
        return loop.tally.round(System.nanoTime() - loop.begin);
    }

    /** Goes on here while answers are there at once, otherwise where the answer comes. */
    private void call(int caller) {
        for (long now = System.nanoTime(); now - begin < nanos; now = System.nanoTime()) {
            long start = now;
            CompletableFuture<?> answer = begun(caller);
            if (!answer.isDone()) {
                CompletableFuture<?> ignored = answer.whenComplete((value, failure) -> goOn(caller, start, failure));
                return;
            }
            answered(start, answer.isCompletedExceptionally() ? answer.exceptionNow() : null);
        }
        callers.countDown();
    }

    /** The future would keep to itself what is thrown here, and the caller would be lost without a word. */
    private void goOn(int caller, long start, @Nullable Throwable failure) {
        try {
            answered(start, failure);
            call(caller);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            throw e;
        }
    }

    /** What cannot even begin counts as failed, or its caller would be lost. */
    private CompletableFuture<?> begun(int caller) {
        try {
            return workload.start(caller).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(long start, @Nullable Throwable failure) {
        tally.answered(System.nanoTime() - start, failure);
    }
}
