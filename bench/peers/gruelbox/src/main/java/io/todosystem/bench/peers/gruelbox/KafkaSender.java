package io.todosystem.bench.peers.gruelbox;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Place;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends and waits for the confirmation, since a call that returns is done. */
final class KafkaSender implements Sender, AutoCloseable {
    private final Place place;
    private final KafkaProducer<String, byte[]> producer;

    KafkaSender(Place place) {
        this.place = place;
        this.producer = new KafkaProducer<>(place.producer(), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(String key, int number, String text) {
        try {
            var payload = "{\"text\":\"" + text + "\"}";
            producer.send(Event.record(place.topic(), key, number, number, payload))
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
