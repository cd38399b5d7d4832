package io.todosystem.bff.health;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer for all who ask within a moment: one finds it out, those who come meanwhile wait for it. */
final class SharedAnswer<T> {
    private static final long MOMENT_NANOS = Duration.ofMillis(250).toNanos();

    private final Supplier<T> source;
    private final LongSupplier nanos;
    private @Nullable T answer;
    private long foundAt;

    SharedAnswer(Supplier<T> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    synchronized T get() {
        T known = answer;
        if (known != null && nanos.getAsLong() - foundAt < MOMENT_NANOS) {
            return known;
        }
        T found = source.get();
        answer = found;
        foundAt = nanos.getAsLong();
        return found;
    }
}
