package io.todosystem.platform.testing;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a test says so, in a process that was started with {@code test.ticker}. */
@Factory
@Requires(property = "test.ticker")
public final class SettableTicker {
    private static final AtomicLong NANOS = new AtomicLong(1);

    public static void advance(Duration time) {
        NANOS.addAndGet(time.toNanos());
    }

    @Singleton
    @Replaces(Ticker.class)
    @Bean(typed = Ticker.class)
    Ticker ticker() {
        return NANOS::get;
    }
}
