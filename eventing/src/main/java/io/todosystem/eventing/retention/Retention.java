package io.todosystem.eventing.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.loop.OneLine;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is past its time, in batches small enough to be in nobody's way. An event that is not sent stays, and so
 * does a dead letter that is not replayed: without it later events of its key would overtake it unnoticed. Times are
 * compared by the database's clock, which wrote them: a process whose clock is fast must not forget what still comes
 * again.
 */
@Singleton
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 1_000;
    private static final String LIMIT = "now() - make_interval(secs => ?)";

    private final Transactions transactions;
    private final List<Rule> rules;
    private final List<Purge> ofService;
    private final MeterRegistry meters;

    Retention(
            Transactions transactions,
            RetentionConfiguration configuration,
            List<Purge> ofService,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.ofService = ofService;
        this.meters = meters;
        this.rules = List.of(
                new Rule("outbox", "published AND published_at < %s", configuration.outbox()),
                new Rule("inbox", "processed_at < %s", configuration.inbox()),
                new Rule("idempotency", "created_at < %s", configuration.idempotency()),
                new Rule("dead_letters", "replayed_at < %s", configuration.deadLetters()));
    }

    /** Returns the number of rows that are gone. What fails is told, and the others go all the same. */
    public long purge() {
        return rules.stream()
                        .mapToLong(rule -> attempt(rule.table(), () -> purge(rule)))
                        .sum()
                + ofService.stream()
                        .mapToLong(purge -> attempt(purge.getClass().getSimpleName(), () -> purge(purge)))
                        .sum();
    }

    private long attempt(String name, LongSupplier purge) {
        try {
            return purge.getAsLong();
        } catch (RuntimeException e) {
            LOG.warn("Old rows stay until the next round ({}): {}", name, OneLine.of(e));
            meters.counter("todo.retention.failures", "purge", name).increment();
            return 0;
        }
    }

    private static long purge(Purge purge) {
        long purged = 0;
        int some;
        do {
            some = purge.purgeSome();
            purged += some;
        } while (some > 0);
        return purged;
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
                        .formatted(rule.table(), rule.past().formatted(LIMIT), BATCH);
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(sql)) {
                statement.setDouble(1, rule.kept().toMillis() / 1000.0);
                return statement.executeUpdate();
            }
        });
    }

    private record Rule(String table, String past, Duration kept) {}
}
