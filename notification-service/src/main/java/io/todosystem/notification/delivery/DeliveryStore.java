package io.todosystem.notification.delivery;

import io.todosystem.eventing.transaction.Tx;
import io.todosystem.notification.feed.FeedEntry;
import io.todosystem.notification.sql.Sql;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The SQL of deliveries. What is due, and to whom it is leased, goes by the database's clock: replicas' own may differ.
 */
@Singleton
final class DeliveryStore {

    private final Supplier<UUID> ids;

    DeliveryStore(@Named("ids") Supplier<UUID> ids) {
        this.ids = ids;
    }

    void add(Tx tx, FeedEntry entry, String headers) throws SQLException {
        Sql.update(tx, """
                INSERT INTO delivery (id, notification_id, user_id, channel, due_time, create_time, headers)
                VALUES (?, ?, ?, ?, now(), now(), ?::jsonb)
                """, ids.get(), entry.id(), entry.notice().userId(), Delivery.CHANNEL, headers);
    }

    /** Takes what is due, oldest first, for itself alone until the lease ends. Replicas never get the same rows. */
    List<Delivery> lease(Tx tx, Duration lease, int limit) throws SQLException {
        return Sql.list(tx, DeliveryStore::delivery, """
                WITH due AS (
                    SELECT id FROM delivery WHERE state = 'PENDING' AND due_time <= now()
                    ORDER BY due_time LIMIT ? FOR UPDATE SKIP LOCKED),
                leased AS (
                    UPDATE delivery SET attempts = attempts + 1, due_time = now() + make_interval(secs => ?)
                    FROM due WHERE delivery.id = due.id
                    RETURNING delivery.*)
                SELECT leased.id, leased.attempts, leased.create_time,
                       extract(epoch FROM now() - leased.create_time)::bigint AS age, leased.user_id, leased.notification_id,
                       leased.headers, kind, title, body
                FROM leased JOIN notification ON notification.id = leased.notification_id
                """, limit, seconds(lease));
    }

    /** False if another try has begun since. */
    boolean postpone(Tx tx, Delivery delivery, String reason, Duration wait) throws SQLException {
        return Sql.update(tx, """
                        UPDATE delivery SET due_time = now() + make_interval(secs => ?), reason = ?
                        WHERE id = ? AND attempts = ? AND state = 'PENDING'
                        """, seconds(wait), reason, delivery.id(), delivery.attempt()) == 1;
    }

    /** False if another try has begun since. */
    boolean end(Tx tx, Delivery delivery, String state, String reason, Instant now) throws SQLException {
        return Sql.update(tx, """
                        UPDATE delivery SET state = ?, reason = ?, end_time = ?
                        WHERE id = ? AND attempts = ? AND state = 'PENDING'
                        """, state, reason, now, delivery.id(), delivery.attempt()) == 1;
    }

    /** The next number of the user's stream of delivery events; its row stays locked to the commit. */
    long nextSequence(Tx tx, UUID userId) throws SQLException {
        return Sql.list(tx, row -> row.getLong(1), """
                        INSERT INTO delivery_stream (user_id, sequence) VALUES (?, 1)
                        ON CONFLICT (user_id) DO UPDATE SET sequence = delivery_stream.sequence + 1
                        RETURNING sequence
                        """, userId).getFirst();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getInt("attempts"),
                Sql.instant(row, "create_time"),
                Duration.ofSeconds(row.getLong("age")),
                row.getObject("user_id", UUID.class),
                row.getObject("notification_id", UUID.class),
                row.getString("kind"),
                row.getString("title"),
                row.getString("body"),
                row.getString("headers"));
    }
}
