package io.todosystem.eventing.relay;

import io.micronaut.configuration.kafka.ProducerFactory;
import io.micronaut.configuration.kafka.config.DefaultKafkaProducerConfiguration;
import io.todosystem.eventing.relay.OutboxRow.Destination;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of rows to Kafka: all keys side by side, and of one key a row only after the one before it is confirmed.
 * The idempotent producer alone does not give that order: when a record is rejected, those behind it in the pipeline
 * still arrive.
 */
@Singleton
final class KafkaSender implements AutoCloseable {
    /** How long the broker may take to confirm; recovery within it needs no second try. */
    private static final int DELIVERY_MILLIS = 10_000;

    /** How long a topic that nobody knows may hold up the others. */
    private static final int METADATA_MILLIS = 1_000;

    private final ProducerFactory producers;
    private final Properties configuration;
    private final CloudEvents events;

    private @Nullable Producer<String, byte[]> producer;

    KafkaSender(ProducerFactory producers, DefaultKafkaProducerConfiguration<?, ?> kafka, CloudEvents events) {
        this.producers = producers;
        this.configuration = configuration(kafka);
        this.events = events;
    }

    /** Returns when each row was confirmed, failed, or was not tried because of a failure before it. */
    List<Delivery> send(List<OutboxRow> rows) throws InterruptedException {
        var batch = new Batch(producer());
        rows.forEach(batch::offer);
        var deliveries = batch.await();
        if (deliveries.stream().anyMatch(KafkaSender::endsProducer)) {
            close();
        }
        return deliveries;
    }

    /** Closes without waiting: what is not confirmed is sent again by the next producer. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = producers.createProducer(configuration, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Some errors are final for a producer, not for the record. */
    private static boolean endsProducer(Delivery delivery) {
        return delivery instanceof Delivery.Unavailable(var row, var cause) && !(cause instanceof RetriableException);
    }

    private static Properties configuration(DefaultKafkaProducerConfiguration<?, ?> kafka) {
        var properties = new Properties();
        properties.putAll(kafka.getConfig());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        // Kafka's own meters differ in tags from client to client, which Prometheus refuses.
        properties.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(METADATA_MILLIS));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MILLIS / 2));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MILLIS));
        return properties;
    }

    /** One batch under way; used by the relay's thread, which alone sends. */
    private final class Batch {
        private final Producer<String, byte[]> producer;
        private final Map<Destination, Deque<OutboxRow>> followers = new HashMap<>();
        private final Set<String> unavailableTopics = new HashSet<>();
        private final BlockingQueue<Delivery> confirmations = new LinkedBlockingQueue<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private int inFlight;

        Batch(Producer<String, byte[]> producer) {
            this.producer = producer;
        }

        void offer(OutboxRow row) {
            settleConfirmed();
            var sameKey = followers.get(row.destination());
            if (sameKey == null) {
                followers.put(row.destination(), new ArrayDeque<>(0));
                send(row);
            } else {
                sameKey.add(row);
            }
        }

        List<Delivery> await() throws InterruptedException {
            while (inFlight > 0) {
                settle(confirmations.take());
            }
            return deliveries;
        }

        private void settleConfirmed() {
            for (var delivery = confirmations.poll(); delivery != null; delivery = confirmations.poll()) {
                settle(delivery);
            }
        }

        private void settle(Delivery delivery) {
            inFlight--;
            deliveries.add(delivery);
            var destination = delivery.row().destination();
            switch (delivery) {
                case Delivery.Sent _ -> sendNext(destination);
                case Delivery.Refused _ -> followers.remove(destination);
                case Delivery.Unavailable _ -> unavailableTopics.add(destination.topic());
            }
        }

        private void sendNext(Destination destination) {
            var sameKey = followers.get(destination);
            var next = sameKey == null ? null : sameKey.poll();
            if (next == null) {
                followers.remove(destination);
            } else {
                send(next);
            }
        }

        private void send(OutboxRow row) {
            if (unavailableTopics.contains(row.destination().topic())) {
                return;
            }
            inFlight++;
            try {
                hand(events.record(row), row);
            } catch (RuntimeException e) {
                confirmations.add(new Delivery.Refused(row, e));
            }
        }

        private void hand(ProducerRecord<String, byte[]> record, OutboxRow row) {
            try {
                var unused = producer.send(record, (_, failure) -> confirmations.add(outcome(row, failure)));
            } catch (RuntimeException e) {
                confirmations.add(Delivery.failed(row, e));
            }
        }

        private static Delivery outcome(OutboxRow row, @Nullable Exception failure) {
            return failure == null ? new Delivery.Sent(row) : Delivery.failed(row, failure);
        }
    }
}
