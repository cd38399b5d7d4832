package io.todosystem.bench.events.program;

import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The record that our relay makes of a row, made by hand: what every denominator sends has the same bytes. */
public final class Event {
    public static final int KEYS = 1_000;
    public static final String TYPE = "task.updated";

    private Event() {}

    public static String key(int number) {
        return "list-" + number % KEYS;
    }

    public static ProducerRecord<String, byte[]> record(
            String topic, String key, int number, long sequence, String payload) {
        var record = new ProducerRecord<>(topic, key, payload.getBytes(UTF_8));
        put(record, "ce_specversion", "1.0");
        put(record, "ce_id", UUID.randomUUID().toString());
        put(record, "ce_type", TYPE);
        put(record, "ce_source", "/bench");
        put(record, "ce_time", Instant.now().toString());
        put(record, "ce_subject", Integer.toString(number));
        put(record, "ce_sequence", Long.toString(sequence));
        put(record, "content-type", "application/json");
        put(record, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        put(record, "ce_correlationid", "8e0a33c5-2f0c-4a57-9a57-0e4f6b7f2a11");
        put(record, "ce_causationid", "8e0a33c5-2f0c-4a57-9a57-0e4f6b7f2a11");
        return record;
    }

    public static void put(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
