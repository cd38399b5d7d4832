package io.todosystem.bench.peers.namastack;

import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Place;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends and waits for the confirmation, as the handler of the library's own Kafka module does. */
final class KafkaHandler implements OutboxTypedHandler<TaskEvent>, AutoCloseable {
    private final Place place;
    private final KafkaProducer<String, byte[]> producer;

    KafkaHandler(Place place) {
        this.place = place;
        this.producer = new KafkaProducer<>(place.producer(), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void handle(TaskEvent event, OutboxRecordMetadata metadata) {
        try {
            var payload = "{\"text\":\"" + event.text() + "\"}";
            producer.send(Event.record(place.topic(), event.key(), event.number(), event.number(), payload))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
