package io.todosystem.bench.events.relay;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Moments;
import io.todosystem.bench.events.program.OpenLoop;
import io.todosystem.bench.events.program.Ours;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.outbox.RelaySignal;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Our outbox and relay in a process of their own. {@code wake} tells the relay of rows that somebody else wrote;
 * {@code write RATE COUNT FILE} commits numbered events at a steady rate and notes when each was committed.
 */
final class OurRelay {
    private static final int WRITERS = 8;
    private static final String NEXT = """
            INSERT INTO streams VALUES (?, 1)
            ON CONFLICT (key) DO UPDATE SET sequence = streams.sequence + 1 RETURNING sequence""";

    private final Place place;
    private final Transactions transactions;
    private final Outbox outbox;
    private final String text = "x".repeat(300);

    private OurRelay(Place place, Transactions transactions, Outbox outbox) {
        this.place = place;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        try (var context = Ours.start(place, Map.of())) {
            createStreams(place);
            var relay = new OurRelay(place, context.getBean(Transactions.class), context.getBean(Outbox.class));
            var signal = context.getBean(RelaySignal.class);
            verbs.serve(Map.of(
                    "wake",
                    _ -> {
                        signal.wake();
                        return "awake";
                    },
                    "write",
                    relay::write));
        }
    }

    private static void createStreams(Place place) throws SQLException {
        try (var connection = place.connect("");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS streams (key TEXT PRIMARY KEY, sequence BIGINT NOT NULL)");
        }
    }

    private String write(List<String> arguments) throws Exception {
        var count = Integer.parseInt(arguments.get(1));
        var committed = new Moments(count);
        OpenLoop.run(Integer.parseInt(arguments.getFirst()), count, WRITERS, number -> {
            transactions.inTransactionDo(tx -> append(tx, number));
            committed.happened(number);
        });
        committed.write(Path.of(arguments.get(2)));
        return Integer.toString(count);
    }

    private void append(Tx tx, int number) throws SQLException {
        var key = Event.key(number);
        var payload = Struct.newBuilder()
                .putFields("text", Value.newBuilder().setStringValue(text).build())
                .build();
        outbox.append(
                tx,
                new OutboxEvent(
                        UUID.randomUUID(),
                        place.topic(),
                        key,
                        Event.TYPE,
                        "task",
                        Integer.toString(number),
                        next(tx, key),
                        payload));
    }

    private static long next(Tx tx, String key) throws SQLException {
        try (var statement = tx.connection().prepareStatement(NEXT)) {
            statement.setString(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
