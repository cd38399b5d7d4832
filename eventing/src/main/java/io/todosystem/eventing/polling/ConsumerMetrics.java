package io.todosystem.eventing.polling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.consumer.EventHandling;

/** What one consumer group did in this process, and how far it is behind the ends of its partitions. */
final class ConsumerMetrics {
    private final Counter processed;
    private final Counter retried;
    private final Counter deadLettered;
    private final Counter turns;
    private volatile double lag;

    ConsumerMetrics(MeterRegistry registry, String group) {
        processed = counter(registry, group, "processed");
        retried = counter(registry, group, "retried");
        deadLettered = counter(registry, group, "dead-lettered");
        turns = Counter.builder("todo.consumer.turns")
                .description("Times that the consumer of this process asked Kafka for events")
                .tag("group", group)
                .register(registry);
        Gauge.builder("todo.consumer.lag", this, metrics -> metrics.lag)
                .tag("group", group)
                .register(registry);
    }

    void handled(EventHandling.Handled handled) {
        processed.increment(handled.effects());
        deadLettered.increment(handled.buried());
    }

    void retried() {
        retried.increment();
    }

    void buried() {
        deadLettered.increment();
    }

    /** A consumer that hangs keeps its last lag, so it is told by this that it does not. */
    void turned(double recordsBehind) {
        turns.increment();
        lag = recordsBehind;
    }

    /** A try to find Kafka is a turn too: a consumer that has none does not hang. */
    void waited() {
        turns.increment();
    }

    private static Counter counter(MeterRegistry registry, String group, String outcome) {
        return registry.counter("todo.consumer.events", "group", group, "outcome", outcome);
    }
}
