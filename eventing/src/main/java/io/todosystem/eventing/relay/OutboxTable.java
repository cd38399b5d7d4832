package io.todosystem.eventing.relay;

import io.todosystem.eventing.relay.OutboxRow.Destination;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The outbox as the relay sees it, over the connection that holds the lock. */
final class OutboxTable {
    /** Of what waits no more is counted: after hours without Kafka that would take longer than a statement may. */
    static final int COUNTED = 100_000;

    private static final int COUNT_SECONDS = 1;

    /**
     * The topics that have unsent rows, by a look at the index for each. The conditions are everywhere word for word
     * those of two indexes, so that neither part can be read by way of the other's rows.
     */
    private static final String TOPICS = """
            WITH RECURSIVE topics (topic) AS (
                SELECT min(topic) FROM outbox WHERE NOT published AND parked_at IS NULL
                UNION ALL
                SELECT (SELECT min(o.topic) FROM outbox AS o
                    WHERE NOT published AND parked_at IS NULL AND o.topic > before.topic)
                FROM topics AS before WHERE before.topic IS NOT NULL)
            """;

    /**
     * By state, never past an id: a lower id can be committed later. A parked row holds its key. A topic that waits is
     * not read at all, however many rows it has. With an equality instead of BETWEEN, the order would be that of the
     * primary key too, and the planner might read all that was sent.
     */
    private static final String UNSENT = TOPICS + """
            SELECT id, event_id, topic, event_key, event_type, aggregate_id, sequence, payload::text, headers::text, created_at
            FROM topics AS t (of_topic) CROSS JOIN LATERAL (
                SELECT * FROM outbox AS o
                WHERE NOT published AND parked_at IS NULL AND o.topic BETWEEN t.of_topic AND t.of_topic
                  AND NOT EXISTS (
                    SELECT FROM outbox AS p
                    WHERE p.topic = o.topic AND p.event_key = o.event_key AND NOT p.published AND p.parked_at IS NOT NULL)
                ORDER BY o.topic, id LIMIT ?) AS unsent
            WHERE t.of_topic <> ALL (?)
            ORDER BY id LIMIT ?""";

    private static final String MARK = "UPDATE outbox SET published = true, published_at = now() WHERE id = ANY (?)";
    private static final String PARK = """
            UPDATE outbox SET parked_at = now(), attempts = attempts + 1, last_error = ? WHERE id = ?""";
    private static final String BACKLOG = TOPICS + """
            SELECT
                (SELECT count(*) FROM (SELECT FROM outbox WHERE NOT published AND parked_at IS NULL LIMIT %1$d)),
                (SELECT count(*) FROM (SELECT FROM outbox WHERE NOT published AND parked_at IS NOT NULL LIMIT %1$d)),
                (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)
                    FROM topics AS t (of_topic) CROSS JOIN LATERAL (
                        SELECT created_at FROM outbox
                        WHERE NOT published AND parked_at IS NULL AND topic BETWEEN t.of_topic AND t.of_topic
                        ORDER BY topic, id LIMIT 1)),
                (SELECT count(*) FROM (SELECT FROM dead_letters WHERE replayed_at IS NULL LIMIT %1$d))
            """.formatted(COUNTED);

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    List<OutboxRow> unsent(Collection<String> withoutTopics, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(UNSENT)) {
            statement.setInt(1, limit);
            statement.setArray(2, connection.createArrayOf("text", withoutTopics.toArray()));
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                List<OutboxRow> unsent = new ArrayList<>();
                while (rows.next()) {
                    unsent.add(row(rows));
                }
                return unsent;
            }
        }
    }

    void mark(List<Long> ids) throws SQLException {
        try (var statement = connection.prepareStatement(MARK)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    void park(long id, String error) throws SQLException {
        try (var statement = connection.prepareStatement(PARK)) {
            statement.setString(1, error);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    Backlog backlog() throws SQLException {
        try (var statement = connection.prepareStatement(BACKLOG)) {
            statement.setQueryTimeout(COUNT_SECONDS);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Backlog(rows.getLong(1), rows.getLong(2), rows.getDouble(3), rows.getLong(4));
            }
        }
    }

    private static OutboxRow row(ResultSet rows) throws SQLException {
        return new OutboxRow(
                rows.getLong(1),
                rows.getObject(2, UUID.class),
                new Destination(rows.getString(3), rows.getString(4)),
                rows.getString(5),
                rows.getString(6),
                rows.getLong(7),
                rows.getString(8),
                rows.getString(9),
                rows.getTimestamp(10).toInstant());
    }

    /**
     * What of this database waits: what is not sent yet, what is parked, the age in seconds of the first row that is
     * neither, and what its consumers gave up on; each counted up to {@link #COUNTED}.
     */
    record Backlog(long waiting, long parked, double oldestSeconds, long deadLetters) {}
}
