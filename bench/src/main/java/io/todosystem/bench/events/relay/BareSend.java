package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Moments;
import io.todosystem.bench.events.program.OpenLoop;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer and nothing else: {@code write RATE COUNT FILE} sends numbered events at a steady rate. */
final class BareSend {
    private static final String PAYLOAD = "{\"text\":\"" + "x".repeat(300) + "\"}";

    private BareSend() {}

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        try (var producer = new KafkaProducer<>(place.producer(), new StringSerializer(), new ByteArraySerializer())) {
            verbs.serve(Map.of("write", words -> write(producer, place.topic(), words)));
        }
    }

    private static String write(Producer<String, byte[]> producer, String topic, List<String> arguments)
            throws Exception {
        var count = Integer.parseInt(arguments.get(1));
        var sent = new Moments(count);
        OpenLoop.run(Integer.parseInt(arguments.getFirst()), count, 1, number -> {
            var record = Event.record(topic, Event.key(number), number, number / Event.KEYS + 1L, PAYLOAD);
            sent.happened(number);
            var unused = producer.send(record);
        });
        producer.flush();
        sent.write(Path.of(arguments.get(2)));
        return arguments.get(1);
    }
}
