package io.todosystem.eventing.polling;

import io.micronaut.configuration.kafka.config.DefaultKafkaConsumerConfiguration;
import jakarta.inject.Singleton;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Consumers by the application's Kafka configuration, under the rules that the loops rely on. */
@Singleton
final class Subscriptions {
    private final DefaultKafkaConsumerConfiguration<?, ?> kafka;
    private final ConsumerConfiguration configuration;

    Subscriptions(DefaultKafkaConsumerConfiguration<?, ?> kafka, ConsumerConfiguration configuration) {
        this.kafka = kafka;
        this.configuration = configuration;
    }

    Retries retries() {
        return new Retries(configuration.retryDelay());
    }

    Consumer<String, byte[]> open(String group) {
        var properties = new Properties();
        properties.putAll(kafka.getConfig());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(configuration.maxPollRecords()));
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000"); // A topic that is declared later.
        // Kafka's own meters differ in tags from client to client, which Prometheus refuses.
        properties.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
