package io.todosystem.eventing.outbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this process that rows were committed. A hint: what is missed is found by polling. */
@Singleton
public final class RelaySignal {
    private final Semaphore rows = new Semaphore(0);

    RelaySignal() {}

    public void wake() {
        if (rows.availablePermits() == 0) {
            rows.release();
        }
    }

    /** Waits for {@link #wake}, at most {@code timeout}. */
    public void await(Duration timeout) throws InterruptedException {
        if (rows.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            rows.drainPermits();
        }
    }
}
