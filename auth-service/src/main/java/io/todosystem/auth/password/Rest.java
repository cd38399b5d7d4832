package io.todosystem.auth.password;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Leaves the processors to others after a hash, the longer, the longer the hash had to wait for one itself.
 *
 * <p>However little weight a thread has, it holds up others when all processors are taken: the system lets it finish
 * its slice of time. Where there are enough of them hardly anybody waits, and hardly anybody rests.
 */
final class Rest {
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final int factor;
    private final LongSupplier processorNanos;

    /** As long as this times the wait; 0 means not at all. */
    Rest(int factor) {
        this(factor, processorTime());
    }

    Rest(int factor, LongSupplier processorNanos) {
        this.factor = factor;
        this.processorNanos = processorNanos;
    }

    static LongSupplier processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean known = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return known ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Does it, and rests. */
    void after(Runnable hash) {
        long start = System.nanoTime();
        long processor = processorNanos.getAsLong();
        hash.run();
        pause(due(System.nanoTime() - start, processorNanos.getAsLong() - processor));
    }

    Duration due(long nanos, long processorNanos) {
        long waited = Math.max(0, nanos - processorNanos);
        return Duration.ofNanos(Math.min(waited * factor, LONGEST.toNanos()));
    }

    private static void pause(Duration rest) {
        try {
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
