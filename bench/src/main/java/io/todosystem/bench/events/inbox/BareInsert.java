package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Ours;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of a consumer without the consumer: {@code insert COUNT} writes inbox and effects over one connection, 64
 * events in two statements and one transaction, and answers the nanoseconds.
 */
final class BareInsert {
    private static final int BATCH = 64;
    private static final String INBOX = "INSERT INTO inbox (consumer, event_id) VALUES "
            + String.join(", ", Collections.nCopies(BATCH, "('bench-bare', ?)"));
    private static final String EFFECTS =
            "INSERT INTO effects VALUES " + String.join(", ", Collections.nCopies(BATCH, "(?, ?, ?, ?::jsonb)"));

    private final Connection connection;
    private final String payload = "{\"text\":\"" + "x".repeat(300) + "\"}";

    private BareInsert(Connection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        Ours.migrate(place);
        Effects.create(place);
        try (var connection = place.connect("")) {
            connection.setAutoCommit(false);
            var program = new BareInsert(connection);
            verbs.serve(Map.of("consume", program::insert));
        }
    }

    private String insert(List<String> arguments) throws SQLException {
        var count = Integer.parseInt(arguments.getFirst());
        var start = System.nanoTime();
        for (var written = 0; written < count; written += BATCH) {
            insert(written);
        }
        return Long.toString(System.nanoTime() - start);
    }

    private void insert(int from) throws SQLException {
        try (var inbox = connection.prepareStatement(INBOX);
                var effects = connection.prepareStatement(EFFECTS)) {
            for (var row = 0; row < BATCH; row++) {
                var event = UUID.randomUUID();
                inbox.setObject(row + 1, event);
                effects.setObject(row * 4 + 1, event);
                effects.setString(row * 4 + 2, Event.key(from + row));
                effects.setLong(row * 4 + 3, (from + row) / Event.KEYS + 1L);
                effects.setString(row * 4 + 4, payload);
            }
            inbox.executeUpdate();
            effects.executeUpdate();
        }
        connection.commit();
    }
}
