package io.todosystem.platform.grpc.server;

import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Rate, errors and duration of every RPC: {@code grpc.server.calls}, by method and code. */
final class ServerMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
                Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    ServerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String method, Status.Code code, long nanos) {
        timers.computeIfAbsent(new Key(method, code), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("grpc.server.calls")
                .description("Calls answered by this server")
                .tag("method", key.method())
                .tag("code", key.code().name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private record Key(String method, Status.Code code) {}
}
