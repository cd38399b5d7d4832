package io.todosystem.eventing.outbox;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
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

    /** Ids, not rows: a short period is no search through everything that was sent before it. */
    private static final int WINDOW = 2_000;

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Rows sent again while this runs carry a later published_at and are not taken twice. */
    private static final String NEXT = """
            WITH unsent AS (
                UPDATE outbox SET published = false, published_at = NULL
                WHERE id > ? AND id <= ? AND published AND published_at >= ? AND published_at < ? RETURNING id)
            SELECT count(*), (SELECT coalesce(max(id), 0) FROM outbox) FROM unsent""";

    private static final String BEGIN = "SELECT clock_timestamp(), (SELECT coalesce(min(id), 1) FROM outbox)";

    private final Transactions transactions;
    private final RelaySignal relay;

    Resend(Transactions transactions, RelaySignal relay) {
        this.transactions = transactions;
        this.relay = relay;
    }

    /**
     * Everything that was sent since then, up to now. What is compared are the database's times: a process whose clock
     * is slow would leave the newest out.
     */
    public Part begin(Instant start) {
        return transactions.readOnly(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery(BEGIN)) {
                rows.next();
                return new Part(start, rows.getTimestamp(1).toInstant(), rows.getLong(2) - 1);
            }
        });
    }

    /** Sends the part again, in order; what it finds no time for in 2 s is the rest. */
    public Done run(Part part) {
        var end = System.nanoTime() + LONGEST.toNanos();
        var rest = part;
        long resent = 0;
        while (System.nanoTime() - end < 0) {
            var window = next(rest);
            resent += window.count();
            rest = new Part(rest.start(), rest.end(), rest.afterId() + WINDOW);
            if (rest.afterId() >= window.lastId()) {
                LOG.info("{} events sent since {} are sent again, and that was all", resent, part.start());
                return new Done(resent, Optional.empty());
            }
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

    private Window next(Part part) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(NEXT)) {
                statement.setLong(1, part.afterId());
                statement.setLong(2, part.afterId() + WINDOW);
                statement.setTimestamp(3, Timestamp.from(part.start()));
                statement.setTimestamp(4, Timestamp.from(part.end()));
                tx.afterCommit(relay::wake);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return new Window(rows.getInt(1), rows.getLong(2));
                }
            }
        });
    }

    /** What was sent in a period and has a higher id. */
    public record Part(Instant start, Instant end, long afterId) {}

    /** How many events are sent again, and what is left. */
    public record Done(long resent, Optional<Part> rest) {}

    /** How many of it are sent again, and the last id that there is. */
    private record Window(int count, long lastId) {}
}
