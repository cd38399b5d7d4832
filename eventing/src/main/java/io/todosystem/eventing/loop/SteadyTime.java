package io.todosystem.eventing.loop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A time to wait by: it goes on evenly, while a wall clock that is set back would make each wait longer by the step. It
 * begins at the epoch and says nothing about the time of day.
 */
public final class SteadyTime implements InstantSource {
    private final LongSupplier nanoTime;
    private final long begin;

    public SteadyTime() {
        this(System::nanoTime);
    }

    SteadyTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - begin);
    }
}
