package io.todosystem.eventing.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.relay.OutboxTable.Backlog;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the relay of this process did; the gauges are zero where another process is the relay. They count up to
 * {@value OutboxTable#COUNTED}, which means as many or more.
 */
@Singleton
final class RelayMetrics {
    private static final Backlog NONE = new Backlog(0, 0, 0, 0);

    private final Counter sent;
    private final Counter failed;
    private final Counter parked;
    private final Counter rounds;
    private volatile Backlog backlog = NONE;

    RelayMetrics(MeterRegistry registry) {
        sent = registry.counter("todo.outbox.relay", "outcome", "sent");
        failed = registry.counter("todo.outbox.relay", "outcome", "failed");
        parked = registry.counter("todo.outbox.relay", "outcome", "parked");
        rounds = Counter.builder("todo.outbox.relay.rounds")
                .description("Times that this process looked for events to send; rises in one process of a database")
                .register(registry);
        gauge(registry, "todo.outbox.backlog", Backlog::waiting);
        gauge(registry, "todo.outbox.parked", Backlog::parked);
        gauge(registry, "todo.outbox.oldest.age.seconds", Backlog::oldestSeconds);
        gauge(registry, "todo.dead.letters.waiting", Backlog::deadLetters);
    }

    void count(List<Delivery> deliveries) {
        for (var delivery : deliveries) {
            switch (delivery) {
                case Delivery.Sent _ -> sent.increment();
                case Delivery.Refused _ -> parked.increment();
                case Delivery.Unavailable _ -> failed.increment();
            }
        }
    }

    void round() {
        rounds.increment();
    }

    void observe(Backlog observed) {
        backlog = observed;
    }

    void observeNothing() {
        backlog = NONE;
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.backlog))
                .register(registry);
    }
}
