package io.todosystem.notification;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Publishes CloudEvents as the other services' relays do. */
public final class Publisher implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    public Publisher(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    public void publish(String topic, UUID key, String type, Message event) throws Exception {
        publish(UUID.randomUUID(), topic, key, type, event);
    }

    /** Returns when the broker has it. */
    public void publish(UUID id, String topic, UUID key, String type, Message event) throws Exception {
        var record = new ProducerRecord<>(
                topic, key.toString(), TestEvents.json(event).getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/test",
                        "ce_time",
                        Instant.now().toString(),
                        "ce_subject",
                        key.toString(),
                        "ce_correlationid",
                        id.toString(),
                        "ce_causationid",
                        id.toString(),
                        "ce_sequence",
                        "1",
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
