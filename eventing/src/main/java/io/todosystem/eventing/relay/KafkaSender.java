package io.todosystem.eventing.relay;

import io.micronaut.configuration.kafka.ProducerFactory;
import io.micronaut.configuration.kafka.config.DefaultKafkaProducerConfiguration;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Keeps a producer, and makes a new one after an error that is final for it. */
@Singleton
final class KafkaSender implements AutoCloseable {
    /** How long the broker may take to confirm; recovery within it needs no second try. */
    private static final int DELIVERY_MILLIS = 10_000;

    /** How long a topic that nobody knows may hold up the others. */
    private static final int METADATA_MILLIS = 1_000;

    /** Far above what topics take, so that it is for the broker to refuse, and for its configuration to allow. */
    private static final int LARGEST_REQUEST = 16 * 1024 * 1024;

    private final ProducerFactory producers;
    private final Properties configuration;
    private final CloudEvents events;
    private final SendSpans spans;

    private @Nullable Producer<String, byte[]> producer;
    private ClusterWatch watch = new ClusterWatch(() -> {});

    KafkaSender(
            ProducerFactory producers,
            DefaultKafkaProducerConfiguration<?, ?> kafka,
            CloudEvents events,
            SendSpans spans) {
        this.producers = producers;
        this.configuration = configuration(kafka);
        this.events = events;
        this.spans = spans;
    }

    /** Returns when each row was confirmed, failed, or was not tried: for a failure before it, or for want of time. */
    List<Delivery> send(List<OutboxRow> rows, Heartbeat heartbeat) throws InterruptedException, SQLException {
        var batch = new SendBatch(producer(), events::record, spans, heartbeat, System::nanoTime);
        for (var row : rows) {
            batch.offer(row);
        }
        var deliveries = batch.await();
        if (deliveries.stream().anyMatch(KafkaSender::endsProducer)) {
            close();
        }
        return deliveries;
    }

    /** The id of the cluster that takes what is sent next. A KafkaException says that none can be asked now. */
    String cluster(String anyTopic) {
        var asked = producer();
        if (watch.cluster().isEmpty()) {
            askOf(anyTopic, asked);
        }
        return watch.cluster();
    }

    /** To hear that there is no such topic is enough. */
    private void askOf(String topic, Producer<?, ?> asked) {
        try {
            asked.partitionsFor(topic);
        } catch (KafkaException e) {
            if (watch.cluster().isEmpty()) {
                throw e;
            }
        }
        if (watch.cluster().isEmpty()) {
            throw new TimeoutException("Kafka does not say which cluster it is");
        }
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
            var holder = new AtomicReference<Producer<String, byte[]>>();
            watch = new ClusterWatch(() -> {
                // What is in flight must not be the first that the other cluster sees.
                var current = holder.get();
                if (current != null) {
                    current.close(Duration.ZERO);
                }
            });
            producer = producers.createProducer(configuration, watch, new ByteArraySerializer());
            holder.set(producer);
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
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(METADATA_MILLIS));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MILLIS / 2));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MILLIS));
        return properties;
    }
}
