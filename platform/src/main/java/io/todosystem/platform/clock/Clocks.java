package io.todosystem.platform.clock;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Time and ids as arguments: a test replaces these beans. */
@Factory
final class Clocks {
    /** UTC in microseconds, the precision of PostgreSQL: what is stored reads back equal. */
    @Singleton
    @Bean(typed = Clock.class)
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Time that only passes: for what is counted within a process, whatever becomes of its clock. */
    @Singleton
    Ticker ticker() {
        return Ticker.systemTicker();
    }

    /** UUIDv7, rising within the process: rows made later stand later in an index. */
    @Singleton
    @Named("ids")
    Supplier<UUID> ids() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
