package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.program.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What every consumer makes of an event: a row of its own, beside the one in the inbox. */
final class Effects {
    static final String INBOX = "INSERT INTO inbox (consumer, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private static final String EFFECTS = """
            CREATE TABLE IF NOT EXISTS effects (
                event_id  UUID   PRIMARY KEY,
                event_key TEXT   NOT NULL,
                sequence  BIGINT NOT NULL,
                payload   JSONB  NOT NULL
            )""";
    private static final String INSERT = "INSERT INTO effects VALUES (?, ?, ?, ?::jsonb)";

    static void create(Place place) throws SQLException {
        try (var connection = place.connect("");
                var statement = connection.createStatement()) {
            statement.execute(EFFECTS);
        }
    }

    void insert(Connection connection, UUID event, String key, long sequence, byte[] payload) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, event);
            statement.setString(2, key);
            statement.setLong(3, sequence);
            statement.setString(4, new String(payload, UTF_8));
            statement.executeUpdate();
        }
    }
}
