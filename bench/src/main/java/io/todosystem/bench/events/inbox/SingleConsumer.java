package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Ours;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What most consumers do: inbox row, effect and commit for each message, offsets after each poll. {@code consume COUNT}
 * as for {@link OurConsumer}.
 */
final class SingleConsumer {
    private final Connection connection;
    private final Effects effects = new Effects();

    private SingleConsumer(Connection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        Ours.migrate(place);
        Effects.create(place);
        try (var connection = place.connect("")) {
            connection.setAutoCommit(false);
            var consumer = new SingleConsumer(connection);
            verbs.serve(Map.of("consume", words -> consumer.consume(place, words)));
        }
    }

    private String consume(Place place, List<String> arguments) throws SQLException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", place.bootstrap(),
                "group.id", "bench-single",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "max.poll.records", "250");
        var expected = Integer.parseInt(arguments.getFirst());
        long first = 0;
        var handled = 0;
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(place.topic()));
            while (handled < expected) {
                var records = consumer.poll(Duration.ofSeconds(1));
                first = first == 0 && !records.isEmpty() ? System.nanoTime() : first;
                for (var record : records) {
                    handle(record);
                    handled++;
                }
                consumer.commitSync();
            }
            return Long.toString(System.nanoTime() - first);
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) throws SQLException {
        var event = UUID.fromString(Event.header(record, "ce_id"));
        try (var statement = connection.prepareStatement(Effects.INBOX)) {
            statement.setString(1, "bench-single");
            statement.setObject(2, event);
            if (statement.executeUpdate() == 1) {
                var sequence = Long.parseLong(Event.header(record, "ce_sequence"));
                effects.insert(connection, event, record.key(), sequence, record.value());
            }
        }
        connection.commit();
    }
}
