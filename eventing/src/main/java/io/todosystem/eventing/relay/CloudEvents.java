package io.todosystem.eventing.relay;

import io.micronaut.runtime.ApplicationConfiguration;
import io.todosystem.eventing.outbox.EventHeaders;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.ProducerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A row as a CloudEvents 1.0 record in Kafka's binary mode. */
@Singleton
final class CloudEvents {
    private final EventHeaders headers;
    private final String source;

    CloudEvents(EventHeaders headers, ApplicationConfiguration application) {
        this.headers = headers;
        this.source = "/" + application.getName().orElse("todo");
    }

    ProducerRecord<String, byte[]> record(OutboxRow row) {
        var record = new ProducerRecord<>(
                row.destination().topic(),
                row.destination().key(),
                row.payload().getBytes(UTF_8));
        put(record, "ce_specversion", "1.0");
        put(record, "ce_id", row.eventId().toString());
        put(record, "ce_type", row.type());
        put(record, "ce_source", source);
        put(record, "ce_time", row.createdAt().toString());
        put(record, "ce_subject", row.subject());
        put(record, "ce_sequence", Long.toString(row.sequence()));
        put(record, "content-type", "application/json");
        headers.read(row.headers()).forEach((name, value) -> put(record, headerName(name), value));
        return record;
    }

    private static String headerName(String name) {
        return switch (name) {
            case EventHeaders.CORRELATION_ID, EventHeaders.CAUSATION_ID -> "ce_" + name;
            default -> name;
        };
    }

    private static void put(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }
}
