package io.todosystem.eventing.polling;

import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.consumer.EventHandling;
import io.todosystem.eventing.loop.OneLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one consumer's loop running: what ends it (a bug, refused credentials) is logged and it begins anew. */
final class ConsumerThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final EventConsumer consumer;
    private final Subscriptions subscriptions;
    private final EventHandling handling;
    private final ConsumerMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> polling;
    private boolean waiting;

    private ConsumerThread(
            EventConsumer consumer, Subscriptions subscriptions, EventHandling handling, ConsumerMetrics metrics) {
        this.consumer = consumer;
        this.subscriptions = subscriptions;
        this.handling = handling;
        this.metrics = metrics;
    }

    static ConsumerThread start(
            EventConsumer consumer, Subscriptions subscriptions, EventHandling handling, ConsumerMetrics metrics) {
        var thread = new ConsumerThread(consumer, subscriptions, handling, metrics);
        Thread.ofPlatform().daemon().name("consumer-" + consumer.group()).start(thread);
        return thread;
    }

    void askToStop() {
        stopping.countDown();
        var kafka = polling;
        if (kafka != null) {
            kafka.wakeup();
        }
    }

    void awaitStop() throws InterruptedException {
        if (!stopped.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("{} did not stop in {}", consumer.group(), GRACE);
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                open().ifPresentOrElse(this::consume, this::pause);
            }
        } finally {
            stopped.countDown();
        }
    }

    /** Empty while Kafka has no address, as when its container is stopped. */
    private Optional<Consumer<String, byte[]>> open() {
        try {
            var kafka = subscriptions.open(consumer.group());
            found();
            return Optional.of(kafka);
        } catch (KafkaException e) {
            notFound(e);
            return Optional.empty();
        }
    }

    private void found() {
        if (waiting) {
            waiting = false;
            LOG.info("{} found Kafka", consumer.group());
        }
    }

    private void notFound(KafkaException cause) {
        if (!waiting) {
            waiting = true;
            LOG.warn("{} waits for Kafka and goes on by itself: {}", consumer.group(), OneLine.of(cause));
        }
        metrics.waited();
    }

    private void consume(Consumer<String, byte[]> kafka) {
        try {
            turn(kafka);
        } catch (WakeupException e) {
            LOG.debug("{} stops", consumer.group());
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed, it begins anew in {}", consumer.group(), PAUSE, e);
            pause();
        }
    }

    private void turn(Consumer<String, byte[]> kafka) {
        try {
            polling = kafka;
            var loop = new ConsumerLoop(consumer, kafka, handling, metrics, subscriptions.retries());
            loop.subscribe();
            while (!isStopping()) {
                loop.turn();
            }
        } finally {
            kafka.close(CloseOptions.timeout(PAUSE));
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            var unused = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }
}
