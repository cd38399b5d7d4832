package io.todosystem.bff.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.bff.exchange.HttpSettings;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Places for requests in the work; strangers, however many, leave some to those who are known. */
@Singleton
final class Places {
    private final Semaphore all;
    private final Semaphore strangers;

    Places(HttpSettings settings, MeterRegistry metrics) {
        this.all = counted(
                settings.maxConcurrentRequests(), "todo.http.requests", "Requests in the work, streams apart", metrics);
        this.strangers = counted(
                settings.maxConcurrentStrangers(),
                "todo.http.strangers",
                "Requests in the work that need a token and show none that is known",
                metrics);
    }

    private static Semaphore counted(int limit, String name, String description, MeterRegistry metrics) {
        Semaphore places = new Semaphore(limit);
        Gauge.builder(name, places, free -> limit - free.availablePermits())
                .description(description)
                .register(metrics);
        return places;
    }

    /** False if there is none; who has one {@link #leave}s it as the same. */
    boolean enter(boolean stranger) {
        if (stranger && !strangers.tryAcquire()) {
            return false;
        }
        if (!all.tryAcquire()) {
            leaveStrangers(stranger);
            return false;
        }
        return true;
    }

    void leave(boolean stranger) {
        all.release();
        leaveStrangers(stranger);
    }

    private void leaveStrangers(boolean stranger) {
        if (stranger) {
            strangers.release();
        }
    }
}
