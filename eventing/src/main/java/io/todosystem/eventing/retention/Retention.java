package io.todosystem.eventing.retention;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Deletes what is past its time, in batches small enough to be in nobody's way. An event that is not sent stays. */
@Singleton
public final class Retention {
    private static final int BATCH = 1_000;

    private final Transactions transactions;
    private final Clock clock;
    private final List<Rule> rules;

    Retention(Transactions transactions, Clock clock, RetentionConfiguration configuration) {
        this.transactions = transactions;
        this.clock = clock;
        this.rules = List.of(
                new Rule("outbox", "published AND published_at < ?", configuration.outbox()),
                new Rule("inbox", "processed_at < ?", configuration.inbox()),
                new Rule("idempotency", "created_at < ?", configuration.idempotency()),
                new Rule("dead_letters", "failed_at < ?", configuration.deadLetters()));
    }

    /** Returns the number of rows that are gone. */
    public long purge() {
        return rules.stream().mapToLong(this::purge).sum();
    }

    private long purge(Rule rule) {
        long purged = 0;
        int batch;
        do {
            batch = purgeBatch(rule);
            purged += batch;
        } while (batch == BATCH);
        return purged;
    }

    /** Rows that another replica deletes are skipped. */
    private int purgeBatch(Rule rule) {
        var sql =
                "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d FOR UPDATE SKIP LOCKED))"
                        .formatted(rule.table(), rule.past(), BATCH);
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(clock.instant().minus(rule.kept())));
                return statement.executeUpdate();
            }
        });
    }

    private record Rule(String table, String past, Duration kept) {}
}
