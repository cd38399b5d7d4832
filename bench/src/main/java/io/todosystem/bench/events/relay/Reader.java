package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Polls a topic and notes when each numbered event came. {@code begin COUNT} starts at the topic's end; {@code end
 * SECONDS FILE} waits for all of them, at most so long, and answers how many came, how many came twice and how often
 * the order of a key was broken.
 */
final class Reader {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile long deadline;
    private @Nullable Future<Reading> reading;

    private Reader(KafkaConsumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        Map<String, Object> settings = Map.of("bootstrap.servers", place.bootstrap(), "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var reader = new Reader(consumer, place.topic());
            verbs.serve(Map.of("begin", reader::begin, "end", reader::end));
            reader.thread.shutdownNow();
        }
    }

    private String begin(List<String> arguments) throws Exception {
        deadline = Long.MAX_VALUE;
        thread.submit(this::seekToEnd).get();
        reading = thread.submit(() -> read(Integer.parseInt(arguments.getFirst())));
        return "reading";
    }

    private String end(List<String> arguments) throws Exception {
        if (reading == null) {
            throw new IllegalStateException("nothing was begun");
        }
        deadline = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments.getFirst())).toNanos();
        var result = reading.get();
        result.moments().write(Path.of(arguments.get(1)));
        return result.toString();
    }

    private void seekToEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    private Reading read(int expected) {
        var result = new Reading(expected);
        while (!result.isComplete() && System.nanoTime() < deadline) {
            result.add(consumer.poll(POLL));
        }
        return result;
    }
}
