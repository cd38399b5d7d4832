package io.todosystem.eventing.outbox;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a Kafka that lost its newest records: a single broker writes to its disk later than it acknowledges, so an
 * unclean stop may cost the last seconds. Consumers that have the events suppress them by their inbox.
 */
@Singleton
public final class Resend {
    private static final Logger LOG = LoggerFactory.getLogger(Resend.class);
    private static final int BATCH = 1_000;

    /** Rows sent again while this runs carry a later published_at and are not taken twice. */
    private static final String NEXT = """
            WITH period AS (
                SELECT id FROM outbox
                WHERE published AND published_at >= ? AND published_at < ? AND id > ? ORDER BY id LIMIT ?),
            unsent AS (
                UPDATE outbox SET published = false, published_at = NULL WHERE id IN (SELECT id FROM period) RETURNING id)
            SELECT count(*), coalesce(max(id), 0) FROM unsent""";

    private final Transactions transactions;
    private final RelaySignal relay;
    private final Clock clock;

    Resend(Transactions transactions, RelaySignal relay, Clock clock) {
        this.transactions = transactions;
        this.relay = relay;
        this.clock = clock;
    }

    /** Sends again, in order, what was sent since then; returns the number of events. */
    public long since(Instant start) {
        var end = clock.instant();
        long resent = 0;
        var batch = new Batch(BATCH, 0);
        while (batch.count() == BATCH) {
            batch = next(start, end, batch.lastId());
            resent += batch.count();
        }
        LOG.info("{} events sent since {} are sent again", resent, start);
        return resent;
    }

    private Batch next(Instant start, Instant end, long afterId) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(NEXT)) {
                statement.setTimestamp(1, Timestamp.from(start));
                statement.setTimestamp(2, Timestamp.from(end));
                statement.setLong(3, afterId);
                statement.setInt(4, BATCH);
                tx.afterCommit(relay::wake);
                try (var rows = statement.executeQuery()) {
                    return batch(rows);
                }
            }
        });
    }

    private static Batch batch(ResultSet rows) throws SQLException {
        rows.next();
        return new Batch(rows.getInt(1), rows.getLong(2));
    }

    private record Batch(int count, long lastId) {}
}
