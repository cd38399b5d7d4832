package io.todosystem.eventing.relay;

import io.opentelemetry.api.OpenTelemetry;
import io.todosystem.eventing.relay.OutboxRow.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class SendBatchTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private Duration eachTakes = Duration.ZERO;
    private final SendBatch batch =
            new SendBatch(kafka, this::record, new SendSpans(OpenTelemetry.noop()), () -> {}, nanoTime::get);

    @Test
    void nothing_passes_a_row_of_its_key_that_was_refused_at_once() throws Exception {
        kafka.sendException = new RecordTooLargeException("too large");
        batch.offer(row(1, "one"));
        kafka.sendException = null;
        batch.offer(row(2, "one"));
        batch.offer(row(3, "other"));
        batch.offer(row(4, "one"));

        assertThat(batch.await())
                .extracting(delivery ->
                        delivery.row().id() + " " + delivery.getClass().getSimpleName())
                .containsExactlyInAnyOrder("1 Refused", "3 Sent");
        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("other");
    }

    @Test
    void what_a_slow_broker_confirmed_is_told_in_time_to_mark_it() throws Exception {
        eachTakes = Duration.ofSeconds(3);
        for (var row : rows(100)) {
            batch.offer(row);
        }

        var deliveries = batch.await();
        assertThat(deliveries).hasSizeBetween(5, 10);
        assertThat(deliveries).allMatch(Delivery.Sent.class::isInstance);
        assertThat(deliveries).extracting(delivery -> delivery.row().id()).isSorted();
    }

    /** Else the database takes a relay that waits for Kafka for one that is gone, and gives its lock away. */
    @Test
    @Timeout(30)
    void the_database_hears_of_the_relay_before_each_row_and_while_kafka_is_silent() throws Exception {
        var beats = new AtomicInteger();
        var silent = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        Heartbeat heartbeat = () -> {
            if (beats.incrementAndGet() == 4) {
                silent.completeNext();
                silent.completeNext();
            }
        };
        var waiting =
                new SendBatch(silent, this::record, new SendSpans(OpenTelemetry.noop()), heartbeat, nanoTime::get);
        waiting.offer(row(1, "one"));
        waiting.offer(row(2, "other"));
        assertThat(beats).hasValue(2);

        assertThat(waiting.await()).hasSize(2).allMatch(Delivery.Sent.class::isInstance);
    }

    private ProducerRecord<String, byte[]> record(OutboxRow row) {
        nanoTime.addAndGet(eachTakes.toNanos());
        var destination = row.destination();
        return new ProducerRecord<>(destination.topic(), destination.key(), new byte[0]);
    }

    private static List<OutboxRow> rows(int count) {
        return IntStream.range(0, count).mapToObj(id -> row(id, "one")).toList();
    }

    private static OutboxRow row(long id, String key) {
        return new OutboxRow(
                id, UUID.randomUUID(), new Destination("topic", key), "type", key, id, "{}", "{}", Instant.EPOCH);
    }
}
