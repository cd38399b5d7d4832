package io.todosystem.eventing.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning, for tests that look at what was published. */
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    public TopicReader(KafkaExtension kafka, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = IntStream.range(0, KafkaExtension.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything so far; waits until there are {@code count} records. */
    public List<ConsumerRecord<String, byte[]>> await(int count) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < count) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("only " + records.size() + " of " + count + " records came");
            }
            var unused = poll();
        }
        return records;
    }

    /** Everything so far, with what comes now. */
    public List<ConsumerRecord<String, byte[]>> poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return records;
    }

    /** Nothing stands behind what was read. */
    public void assertNoMore() {
        var ends = consumer.endOffsets(consumer.assignment());
        long there = ends.values().stream().mapToLong(Long::longValue).sum();
        Assertions.assertThat(there).as("records of the topic").isEqualTo(records.size());
    }

    /** The sequences of the records so far, in the order of a partition; meant for one key. */
    public void assertSequences(long... sequences) {
        Assertions.assertThat(records.stream()
                        .mapToLong(record -> Long.parseLong(String.valueOf(header(record, "ce_sequence"))))
                        .toArray())
                .containsExactly(sequences);
    }

    public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
