package io.todosystem.eventing.polling;

import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.consumer.EventHandling;
import io.todosystem.eventing.consumer.EventReader;
import io.todosystem.eventing.consumer.Incoming;
import io.todosystem.eventing.loop.SteadyTime;
import io.todosystem.eventing.transaction.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns of one Kafka consumer: poll, handle, commit the offsets. Neither a record nor an outage stops it; what must
 * wait pauses its partition, so that the poll goes on and the group keeps its member.
 *
 * <p>It polls by itself and not through a listener of micronaut-kafka, since that hands over records only: a paused
 * partition is due again while nothing arrives.
 */
final class ConsumerLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final EventConsumer consumer;
    private final Consumer<String, byte[]> kafka;
    private final EventHandling handling;
    private final ConsumerMetrics metrics;
    private final Positions positions = new Positions();
    private final PausedPartitions paused;
    private boolean outage;

    ConsumerLoop(
            EventConsumer consumer,
            Consumer<String, byte[]> kafka,
            EventHandling handling,
            ConsumerMetrics metrics,
            Retries retries) {
        this.consumer = consumer;
        this.kafka = kafka;
        this.handling = handling;
        this.metrics = metrics;
        this.paused = new PausedPartitions(kafka, retries, new SteadyTime());
    }

    void subscribe() {
        kafka.subscribe(consumer.topics(), this);
    }

    void turn() {
        var records = kafka.poll(paused.patience(IDLE));
        handle(records);
        paused.resumeDue();
        positions.commit(kafka);
        metrics.turned(lag());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        positions.commit(kafka);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        positions.lost(partitions);
        paused.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.debug("{} has {}", consumer.group(), partitions);
    }

    private void handle(ConsumerRecords<String, byte[]> records) {
        List<TopicPartition> together = new ArrayList<>();
        for (var partition : records.partitions()) {
            if (paused.isRetry(partition)) {
                handleSingly(partition, records.records(partition));
            } else {
                together.add(partition);
            }
        }
        if (together.stream()
                                .mapToInt(
                                        partition -> records.records(partition).size())
                                .sum()
                        == 1
                || !handleTogether(together, records)) {
            together.forEach(partition -> handleSingly(partition, records.records(partition)));
        }
    }

    /** False if a record among them failed by itself. */
    private boolean handleTogether(List<TopicPartition> partitions, ConsumerRecords<String, byte[]> records) {
        if (partitions.isEmpty()) {
            return true;
        }
        try {
            var incoming = partitions.stream()
                    .flatMap(partition -> records.records(partition).stream())
                    .map(EventReader::read)
                    .toList();
            metrics.handled(handling.handle(consumer, incoming));
            partitions.forEach(partition -> positions.passed(
                    partition, records.records(partition).getLast().offset()));
            settled();
            return true;
        } catch (RuntimeException e) {
            if (!Transactions.mayPass(e)) {
                return false;
            }
            partitions.forEach(partition ->
                    awaitOutage(partition, records.records(partition).getFirst().offset(), e));
            return true;
        }
    }

    private void handleSingly(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        for (var record : records) {
            if (!handle(partition, record)) {
                return;
            }
            positions.passed(partition, record.offset());
            paused.settled(partition);
        }
    }

    /** False if the record, and with it the rest of its partition, waits. */
    private boolean handle(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
        var incoming = EventReader.read(record);
        try {
            metrics.handled(handling.handle(consumer, List.of(incoming)));
            settled();
            return true;
        } catch (RuntimeException e) {
            if (Transactions.mayPass(e)) {
                awaitOutage(partition, record.offset(), e);
                return false;
            }
            return failed(partition, record, incoming, e);
        }
    }

    private boolean failed(
            TopicPartition partition,
            ConsumerRecord<String, byte[]> record,
            Incoming incoming,
            RuntimeException cause) {
        if (paused.again(partition, record.offset())) {
            LOG.warn("{} failed on {}, tries it again: {}", consumer.group(), name(record), cause.toString());
            metrics.retried();
            return false;
        }
        try {
            handling.bury(consumer, incoming, cause.toString(), Retries.TRIES);
        } catch (RuntimeException e) {
            awaitOutage(partition, record.offset(), e);
            return false;
        }
        LOG.error("{} gave up on {}, it is a dead letter", consumer.group(), name(record), cause);
        metrics.buried();
        return true;
    }

    private void awaitOutage(TopicPartition partition, long offset, RuntimeException cause) {
        if (!outage) {
            outage = true;
            LOG.warn("{} waits for its database and goes on by itself: {}", consumer.group(), cause.toString());
        }
        paused.outage(partition, offset);
        metrics.retried();
    }

    private void settled() {
        if (outage) {
            outage = false;
            LOG.info("{} goes on", consumer.group());
        }
    }

    private double lag() {
        double lag = 0;
        for (var partition : kafka.assignment()) {
            lag += kafka.currentLag(partition).orElse(0);
        }
        return lag;
    }

    private static String name(ConsumerRecord<String, byte[]> record) {
        return "%s-%d@%d key %s".formatted(record.topic(), record.partition(), record.offset(), record.key());
    }
}
