package io.todosystem.eventing.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.consumer.EventHandling;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Runs every {@link EventConsumer} of the process from its start until it shuts down. */
@Singleton
final class Consumers {
    private final List<EventConsumer> consumers;
    private final ConsumerConfiguration configuration;
    private final Subscriptions subscriptions;
    private final EventHandling handling;
    private final MeterRegistry meters;
    private final List<ConsumerThread> running = new ArrayList<>();

    Consumers(
            List<EventConsumer> consumers,
            ConsumerConfiguration configuration,
            Subscriptions subscriptions,
            EventHandling handling,
            MeterRegistry meters) {
        this.consumers = consumers;
        this.configuration = configuration;
        this.subscriptions = subscriptions;
        this.handling = handling;
        this.meters = meters;
    }

    @EventListener
    void start(StartupEvent event) {
        if (configuration.enabled()) {
            for (var consumer : consumers) {
                var metrics = new ConsumerMetrics(meters, consumer.group());
                running.add(ConsumerThread.start(consumer, subscriptions, handling, metrics));
            }
        }
    }

    /** What is being handled is finished and its offsets are committed. */
    @EventListener
    void stop(ShutdownEvent event) throws InterruptedException {
        running.forEach(ConsumerThread::askToStop);
        for (var thread : running) {
            thread.awaitStop();
        }
        running.clear();
    }
}
