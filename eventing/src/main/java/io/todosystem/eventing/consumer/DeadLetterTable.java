package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Origin;
import io.todosystem.eventing.outbox.EventHeaders;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of dead letters. */
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
    private static final String LIST = """
            SELECT id, consumer, event_id, topic, partition, "offset", coalesce(event_key, ''), error, attempts, failed_at
            FROM dead_letters WHERE replayed_at IS NULL AND id > ? ORDER BY id LIMIT ?""";
    private static final String FIND = """
            SELECT id, consumer, event_id IS NULL, topic, partition, "offset", event_key, headers, payload
            FROM dead_letters WHERE id = ? AND replayed_at IS NULL""";
    private static final String FIRST_OF_KEY = """
            SELECT id, consumer, event_id IS NULL, topic, partition, "offset", event_key, headers, payload
            FROM dead_letters
            WHERE consumer = ? AND topic = ? AND event_key = ? AND replayed_at IS NULL AND event_id IS NOT NULL
            ORDER BY id LIMIT 1 FOR UPDATE""";
    private static final String REPLAYED = "UPDATE dead_letters SET replayed_at = now() WHERE id = ?";
    private static final String FAILED = """
            UPDATE dead_letters SET attempts = attempts + 1, error = ? WHERE id = ? AND replayed_at IS NULL""";
    private static final String DISCARD = "DELETE FROM dead_letters WHERE id = ? AND replayed_at IS NULL";
    private static final int ERROR_LENGTH = 2_000;

    private final EventHeaders headers;

    DeadLetterTable(EventHeaders headers) {
        this.headers = headers;
    }

    void insert(Tx tx, String consumer, Incoming incoming, String error, int attempts) throws SQLException {
        var origin = incoming.origin();
        try (var statement = tx.connection().prepareStatement(INSERT)) {
            statement.setString(1, consumer);
            statement.setObject(2, incoming instanceof Event(var _, var event) ? event.id() : null);
            statement.setString(3, origin.topic());
            statement.setInt(4, origin.partition());
            statement.setLong(5, origin.offset());
            statement.setString(6, origin.key() == null ? null : storable(origin.key()));
            statement.setString(7, headers.write(storable(origin.headers())));
            statement.setBytes(8, origin.payload());
            statement.setString(9, shortened(error));
            statement.setInt(10, attempts);
            statement.executeUpdate();
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

    List<DeadLetter> list(Tx tx, long afterId, int limit) throws SQLException {
        try (var statement = tx.connection().prepareStatement(LIST)) {
            statement.setLong(1, afterId);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(letter(rows));
                }
                return letters;
            }
        }
    }

    Optional<StoredLetter> find(Tx tx, long id) throws SQLException {
        try (var statement = tx.connection().prepareStatement(FIND)) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
            }
        }
    }

    Optional<StoredLetter> firstOf(Tx tx, String consumer, EventKey key) throws SQLException {
        try (var statement = tx.connection().prepareStatement(FIRST_OF_KEY)) {
            statement.setString(1, consumer);
            statement.setString(2, key.topic());
            statement.setString(3, key.key());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
            }
        }
    }

    void markReplayed(Tx tx, long id) throws SQLException {
        try (var statement = tx.connection().prepareStatement(REPLAYED)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    void markFailed(Tx tx, long id, String error) throws SQLException {
        try (var statement = tx.connection().prepareStatement(FAILED)) {
            statement.setString(1, shortened(error));
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    boolean discard(Tx tx, long id) throws SQLException {
        try (var statement = tx.connection().prepareStatement(DISCARD)) {
            statement.setLong(1, id);
            return statement.executeUpdate() == 1;
        }
    }

    private static DeadLetter letter(ResultSet rows) throws SQLException {
        return new DeadLetter(
                rows.getLong(1),
                rows.getString(2),
                Optional.ofNullable(rows.getObject(3, UUID.class)),
                rows.getString(4),
                rows.getInt(5),
                rows.getLong(6),
                rows.getString(7),
                rows.getString(8),
                rows.getInt(9),
                rows.getTimestamp(10).toInstant());
    }

    private StoredLetter stored(ResultSet rows) throws SQLException {
        var origin = new Origin(
                rows.getString(4),
                rows.getInt(5),
                rows.getLong(6),
                rows.getString(7),
                headers.read(rows.getString(8)),
                rows.getBytes(9));
        return new StoredLetter(rows.getLong(1), rows.getString(2), rows.getBoolean(3), origin);
    }

    /** PostgreSQL has no NUL in texts; a foreign record may. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    private static Map<String, String> storable(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> storable(entry.getKey()), entry -> storable(entry.getValue()), (_, last) -> last));
    }

    private static String shortened(@Nullable String error) {
        var text = storable(error == null ? "" : error);
        return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH);
    }

    /** What keeps its order: the events of one key of one topic. */
    record EventKey(String topic, String key) {}

    /**
     * A letter that is not replayed.
     *
     * @param alone whether it was no event, so that nothing lines up behind it
     */
    record StoredLetter(long id, String consumer, boolean alone, Origin origin) {}
}
