package io.todosystem.bench.events;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.KeyOrder;
import io.todosystem.bench.harness.VoidRound;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic as its auditor sees it. */
public final class Topic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrap;
    private final String name;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> start;

    Topic(String bootstrap, String name) {
        this.bootstrap = bootstrap;
        this.name = name;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        this.start = consumer.endOffsets(partitions);
    }

    /** What comes from now on is looked at. */
    public void begin() {
        start = consumer.endOffsets(partitions);
    }

    /** How many records came since. */
    public long came() {
        return count(consumer.endOffsets(partitions)) - count(start);
    }

    /** Reads what came: each event once, and those of a key in their order. */
    public void verify(long expected) throws VoidRound {
        consumer.assign(partitions);
        start.forEach(consumer::seek);
        Set<String> ids = new HashSet<>();
        var order = new KeyOrder();
        var came = came();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long read = 0; read < came && System.nanoTime() < deadline; ) {
            for (var record : consumer.poll(POLL)) {
                read++;
                ids.add(Event.header(record, "ce_id"));
                order.saw(record.key(), Long.parseLong(Event.header(record, "ce_sequence")));
            }
        }
        if (came != expected || ids.size() != expected || order.broken() > 0) {
            throw new VoidRound("%s: of %d events %d records came, %d of them different, %d out of order"
                    .formatted(name, expected, came, ids.size(), order.broken()));
        }
    }

    /** Sends numbered events for those who consume. */
    public void fill(int events) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        var payload = "{\"text\":\"" + "x".repeat(300) + "\"}";
        Map<String, Long> sequences = new HashMap<>();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var number = 0; number < events; number++) {
                var key = Event.key(number);
                var unused =
                        producer.send(Event.record(name, key, number, sequences.merge(key, 1L, Long::sum), payload));
            }
            producer.flush();
        }
    }

    private static long count(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
