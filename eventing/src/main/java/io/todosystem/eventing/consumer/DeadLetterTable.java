package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.outbox.EventHeaders;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where a consumer leaves what it gave up on, and looks for what to line up behind. */
@Singleton
final class DeadLetterTable {
    /** In a lock space of two ints, apart from the relay's. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(36, hashtext(? || chr(10) || ? || chr(10) || ?))";

    private static final String INSERT = """
            INSERT INTO dead_letters
                (consumer, event_id, topic, partition, "offset", event_key, headers, payload, error, attempts)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String HELD_KEYS = """
            SELECT DISTINCT topic, event_key FROM dead_letters
            WHERE consumer = ? AND replayed_at IS NULL AND event_id IS NOT NULL
              AND (topic, event_key) IN (SELECT * FROM unnest(?::text[], ?::text[]))""";
    private static final int ERROR_LENGTH = 2_000;

    private final EventHeaders headers;

    DeadLetterTable(EventHeaders headers) {
        this.headers = headers;
    }

    /** False if it is there already: what is no event has no id that the inbox could know it by. */
    boolean insert(Tx tx, String consumer, Incoming incoming, String error, int attempts) throws SQLException {
        var origin = incoming.origin();
        try (var statement = tx.connection().prepareStatement(INSERT)) {
            statement.setString(1, consumer);
            statement.setObject(2, incoming instanceof Event(var _, var event) ? event.id() : null);
            statement.setString(3, origin.topic());
            statement.setInt(4, origin.partition());
            statement.setLong(5, origin.offset());
            statement.setString(6, origin.key() == null ? null : shortened(origin.key(), EventReader.LONGEST_KEY));
            statement.setString(7, headers.write(storable(origin.headers())));
            statement.setBytes(8, origin.payload());
            statement.setString(9, shortened(error));
            statement.setInt(10, attempts);
            return statement.executeUpdate() == 1;
        }
    }

    /** Those of the keys that have a letter which is not replayed: their events line up behind it. */
    Set<EventKey> heldKeys(Tx tx, String consumer, Collection<EventKey> keys) throws SQLException {
        Set<EventKey> held = new HashSet<>();
        if (keys.isEmpty()) {
            return held;
        }
        var connection = tx.connection();
        try (var statement = connection.prepareStatement(HELD_KEYS)) {
            statement.setString(1, consumer);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", keys.stream().map(EventKey::topic).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", keys.stream().map(EventKey::key).toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(new EventKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return held;
    }

    /** To the transaction's end nobody else replays this key or lines up behind it. */
    void lock(Tx tx, String consumer, EventKey key) throws SQLException {
        try (var statement = tx.connection().prepareStatement(LOCK)) {
            statement.setString(1, consumer);
            statement.setString(2, key.topic());
            statement.setString(3, key.key());
            statement.execute();
        }
    }

    /** PostgreSQL's texts have no NUL and no half of a surrogate pair; a foreign record's, or an exception's, may. */
    static String storable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).replace("\0", "");
    }

    private static Map<String, String> storable(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> storable(entry.getKey()), entry -> storable(entry.getValue()), (_, last) -> last));
    }

    static String shortened(@Nullable String error) {
        return shortened(error == null ? "" : error, ERROR_LENGTH);
    }

    static String shortened(String text, int length) {
        return storable(text.length() <= length ? text : text.substring(0, length));
    }

    /** What keeps its order: the events of one key of one topic. */
    record EventKey(String topic, String key) {}
}
