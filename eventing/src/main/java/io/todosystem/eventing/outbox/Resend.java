package io.todosystem.eventing.outbox;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private static final Duration LONGEST = Duration.ofSeconds(2);

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

    Resend(Transactions transactions, RelaySignal relay) {
        this.transactions = transactions;
        this.relay = relay;
    }

    /** Everything that was sent since then, up to now. */
    public Part begin(Instant start) {
        return new Part(start, databaseTime(), 0);
    }

    /** Sends the part again, in order; what it finds no time for in 2 s is the rest. */
    public Done run(Part part) {
        var end = System.nanoTime() + LONGEST.toNanos();
        var rest = part;
        long resent = 0;
        while (System.nanoTime() - end < 0) {
            var batch = next(rest);
            resent += batch.count();
            if (batch.count() < BATCH) {
                LOG.info("{} events sent since {} are sent again, and that was all", resent, part.start());
                return new Done(resent, Optional.empty());
            }
            rest = new Part(part.start(), part.end(), batch.lastId());
        }
        return new Done(resent, Optional.of(rest));
    }

    /** Sends again, in order, what was sent since then; returns the number of events. */
    public long since(Instant start) {
        Optional<Part> part = Optional.of(begin(start));
        long resent = 0;
        while (part.isPresent()) {
            var done = run(part.get());
            resent += done.resent();
            part = done.rest();
        }
        return resent;
    }

    /** What is compared are the database's times: a process whose clock is slow would leave the newest out. */
    private Instant databaseTime() {
        return transactions.readOnly(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery("SELECT clock_timestamp()")) {
                rows.next();
                return rows.getTimestamp(1).toInstant();
            }
        });
    }

    private Batch next(Part part) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(NEXT)) {
                statement.setTimestamp(1, Timestamp.from(part.start()));
                statement.setTimestamp(2, Timestamp.from(part.end()));
                statement.setLong(3, part.afterId());
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

    /** What was sent in a period and has a higher id. */
    public record Part(Instant start, Instant end, long afterId) {}

    /** How many events are sent again, and what is left. */
    public record Done(long resent, Optional<Part> rest) {}

    private record Batch(int count, long lastId) {}
}
