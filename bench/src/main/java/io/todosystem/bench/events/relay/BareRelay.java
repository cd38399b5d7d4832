package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Ours;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The least that a relay does, over our table: read, send, flush, mark, in batches of our size. It keeps no order when
 * a record is rejected, parks nothing, observes nothing and has no rival. {@code wake} sends until nothing is left.
 */
final class BareRelay {
    private static final int BATCH = 500;

    /** The database reads the headers, so that no parser of ours counts against it. */
    private static final String READ = """
            SELECT id, event_id::text, topic, event_key, event_type, aggregate_id, sequence::text, payload::text,
                to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                headers ->> 'traceparent', headers ->> 'correlationid', headers ->> 'causationid'
            FROM outbox WHERE NOT published ORDER BY id LIMIT 500""";

    private static final String MARK = "UPDATE outbox SET published = true, published_at = now() WHERE id = ANY (?)";
    private static final String[] HEADERS = {
        "ce_id",
        "",
        "",
        "ce_type",
        "ce_subject",
        "ce_sequence",
        "",
        "ce_time",
        "traceparent",
        "ce_correlationid",
        "ce_causationid"
    };

    private final Connection connection;
    private final Producer<String, byte[]> producer;

    private BareRelay(Connection connection, Producer<String, byte[]> producer) {
        this.connection = connection;
        this.producer = producer;
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        Ours.migrate(place);
        // As our relay's session.
        var settings = "-c synchronous_commit=off -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off";
        try (var connection = place.connect(settings);
                var producer =
                        new KafkaProducer<>(place.producer(), new StringSerializer(), new ByteArraySerializer())) {
            var relay = new BareRelay(connection, producer);
            verbs.serve(Map.of("wake", _ -> relay.drain()));
        }
    }

    private String drain() throws SQLException {
        var sent = 0;
        for (var rows = round(); rows > 0; rows = rows < BATCH ? 0 : round()) {
            sent += rows;
        }
        return Integer.toString(sent);
    }

    private int round() throws SQLException {
        List<Long> ids = new ArrayList<>();
        var failure = new AtomicReference<Exception>();
        try (var statement = connection.prepareStatement(READ);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
                var record = new ProducerRecord<>(
                        rows.getString(3), rows.getString(4), rows.getString(8).getBytes(UTF_8));
                Event.put(record, "ce_specversion", "1.0");
                Event.put(record, "ce_source", "/bench");
                Event.put(record, "content-type", "application/json");
                for (var header = 0; header < HEADERS.length; header++) {
                    if (!HEADERS[header].isEmpty()) {
                        Event.put(record, HEADERS[header], rows.getString(header + 2));
                    }
                }
                var unused = producer.send(record, (_, e) -> failure.compareAndSet(null, e));
            }
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        mark(ids);
        return ids.size();
    }

    private void mark(List<Long> ids) throws SQLException {
        try (var statement = connection.prepareStatement(MARK)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }
}
