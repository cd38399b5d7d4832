package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.DeadLetterTable.EventKey;
import io.todosystem.eventing.consumer.Incoming.Origin;
import io.todosystem.eventing.outbox.EventHeaders;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Dead letters as an operator goes through them. */
@Singleton
final class ReplayTable {
    private static final String LIST = """
            SELECT id, consumer, event_id, coalesce(headers ->> 'ce_type', ''), topic, partition, "offset",
                coalesce(event_key, ''), error, attempts, failed_at
            FROM dead_letters WHERE replayed_at IS NULL AND id > ? ORDER BY id LIMIT ?""";
    private static final String FIND = """
            SELECT id, consumer, event_id IS NULL, topic, partition, "offset", event_key, headers, payload
            FROM dead_letters WHERE id = ? AND replayed_at IS NULL""";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String FIRST_OF_KEY = """
            SELECT id, consumer, event_id IS NULL, topic, partition, "offset", event_key, headers, payload
            FROM dead_letters
            WHERE consumer = ? AND topic = ? AND event_key = ? AND replayed_at IS NULL AND event_id IS NOT NULL
            ORDER BY id LIMIT 1 FOR UPDATE""";
    private static final String COUNT = """
            SELECT count(*) FROM dead_letters
            WHERE consumer = ? AND topic = ? AND event_key = ? AND replayed_at IS NULL AND event_id IS NOT NULL""";
    private static final String REPLAYED = """
            UPDATE dead_letters SET replayed_at = now() WHERE id = ? AND replayed_at IS NULL""";
    private static final String FAILED = """
            UPDATE dead_letters SET attempts = attempts + 1, error = ? WHERE id = ? AND replayed_at IS NULL""";
    private static final String DISCARD = "DELETE FROM dead_letters WHERE id = ? AND replayed_at IS NULL";

    private final EventHeaders headers;

    ReplayTable(EventHeaders headers) {
        this.headers = headers;
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
        return one(tx, FIND, id);
    }

    /** To the transaction's end nobody else replays or discards it. */
    Optional<StoredLetter> lock(Tx tx, long id) throws SQLException {
        return one(tx, LOCK, id);
    }

    private Optional<StoredLetter> one(Tx tx, String sql, long id) throws SQLException {
        try (var statement = tx.connection().prepareStatement(sql)) {
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

    long count(Tx tx, String consumer, EventKey key) throws SQLException {
        try (var statement = tx.connection().prepareStatement(COUNT)) {
            statement.setString(1, consumer);
            statement.setString(2, key.topic());
            statement.setString(3, key.key());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    void markReplayed(Tx tx, long id) throws SQLException {
        try (var statement = tx.connection().prepareStatement(REPLAYED)) {
            statement.setLong(1, id);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("dead letter " + id + " is not waiting any more");
            }
        }
    }

    void markFailed(Tx tx, long id, String error) throws SQLException {
        try (var statement = tx.connection().prepareStatement(FAILED)) {
            statement.setString(1, DeadLetterTable.shortened(error));
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
                rows.getString(5),
                rows.getInt(6),
                rows.getLong(7),
                rows.getString(8),
                rows.getString(9),
                rows.getInt(10),
                rows.getTimestamp(11).toInstant());
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

    /**
     * A letter that is not replayed.
     *
     * @param alone whether it was no event, so that nothing lines up behind it
     */
    record StoredLetter(long id, String consumer, boolean alone, Origin origin) {}
}
