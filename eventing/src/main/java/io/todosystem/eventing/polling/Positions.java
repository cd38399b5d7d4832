package io.todosystem.eventing.polling;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the consumer is, ahead of what Kafka knows of it. Only what is committed in the database gets here; what
 * Kafka is not told of comes again and is suppressed by the inbox.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    void passed(TopicPartition partition, long offset) {
        uncommitted.put(partition, new OffsetAndMetadata(offset + 1));
    }

    void lost(Collection<TopicPartition> partitions) {
        uncommitted.keySet().removeAll(partitions);
    }

    void commit(Consumer<?, ?> kafka) {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            commitNow(kafka);
            uncommitted.clear();
        } catch (CommitFailedException e) {
            LOG.info("Partitions went to another member before their offsets were committed: {}", uncommitted.keySet());
            uncommitted.clear();
        } catch (KafkaException e) {
            LOG.debug("Offsets are committed with the next ones", e);
        }
    }

    /** A wake-up is for the poll, not for this. */
    private void commitNow(Consumer<?, ?> kafka) {
        try {
            kafka.commitSync(uncommitted, PATIENCE);
        } catch (WakeupException e) {
            kafka.commitSync(uncommitted, PATIENCE);
        }
    }
}
