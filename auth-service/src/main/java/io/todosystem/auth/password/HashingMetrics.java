package io.todosystem.auth.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadPoolExecutor;

/** What the pool of hashes does. */
final class HashingMetrics {
    private final Timer hashes;
    private final Counter refusals;

    HashingMetrics(MeterRegistry metrics, ThreadPoolExecutor pool) {
        this.hashes = Timer.builder("todo.hashing")
                .description("Password hashes made")
                .register(metrics);
        this.refusals = Counter.builder("todo.hashing.refused")
                .description("Passwords not hashed because too many were")
                .register(metrics);
        Gauge.builder("todo.hashing.waiting", pool, it -> it.getQueue().size())
                .description("Passwords that wait to be hashed")
                .register(metrics);
        Gauge.builder("todo.hashing.active", pool, ThreadPoolExecutor::getActiveCount)
                .description("Threads that hash, or rest after it")
                .register(metrics);
    }

    <T> T timed(Callable<T> hash) throws Exception {
        Timer.Sample sample = Timer.start();
        T made = hash.call();
        sample.stop(hashes);
        return made;
    }

    void refused() {
        refusals.increment();
    }
}
