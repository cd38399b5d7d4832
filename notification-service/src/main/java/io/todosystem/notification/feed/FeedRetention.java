package io.todosystem.notification.feed;

import io.todosystem.eventing.retention.Purge;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.notification.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Forgets old notifications with their deliveries, one user at a time; the numbers of the feed go on. One whose mail is
 * still to be sent stays.
 */
@Singleton
final class FeedRetention implements Purge {

    private static final String PAST = """
            create_time < now() - make_interval(secs => ?)
            AND NOT EXISTS (SELECT FROM delivery WHERE notification_id = notification.id AND state = 'PENDING')""";

    private final Transactions transactions;
    private final long seconds;

    FeedRetention(Transactions transactions, FeedConfig config) {
        this.transactions = transactions;
        this.seconds = config.retention().toSeconds();
    }

    @Override
    public int purgeSome() {
        return transactions.inTransaction(tx -> {
            var user = Sql.first(
                    tx,
                    row -> row.getObject(1, UUID.class),
                    "SELECT user_id FROM notification WHERE " + PAST + " LIMIT 1",
                    seconds);
            return user.isPresent() ? purge(tx, user.get()) : 0;
        });
    }

    private int purge(Tx tx, UUID userId) throws SQLException {
        FeedStore.lock(tx, userId);
        return Sql.first(tx, row -> row.getInt(1), """
                        WITH gone AS (
                            DELETE FROM notification WHERE user_id = ? AND sequence IN (
                                SELECT sequence FROM notification
                                WHERE user_id = ? AND %s
                                ORDER BY sequence LIMIT 1000)
                            RETURNING read),
                        counted AS (
                            SELECT count(*) AS entries, count(*) FILTER (WHERE NOT read) AS unread FROM gone)
                        UPDATE feed SET unread_count = unread_count - unread FROM counted
                        WHERE user_id = ? RETURNING entries
                        """.formatted(PAST), userId, userId, seconds, userId)
                .orElse(0);
    }
}
