package io.todosystem.eventing.transaction;

import io.micronaut.transaction.TransactionStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one work: what it began with and how it ended. */
final class Attempt<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final List<String> settings;
    private final Transactions.Work<T> work;
    private @Nullable Tx tx;
    private @Nullable RuntimeException failure;

    Attempt(List<String> settings, Transactions.Work<T> work) {
        this.settings = settings;
        this.work = work;
    }

    T run(TransactionStatus<Connection> status) {
        var begun = new Tx(status);
        tx = begun;
        try (var _ = CallerWatch.over(begun.connection())) {
            apply(begun.connection());
            return work.run(begun);
        } catch (SQLException e) {
            failure = new UncheckedSqlException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
        throw failure;
    }

    /** To be called after the commit. */
    void followUp() {
        if (tx != null && !tx.rollsBack()) {
            tx.afterCommitActions().forEach(Attempt::followUp);
        }
    }

    /** Why it failed: cleaning up after a lost connection fails too and would hide the work's own failure. */
    RuntimeException causeOf(RuntimeException outcome) {
        return failure == null ? outcome : failure;
    }

    private void apply(Connection connection) throws SQLException {
        if (!settings.isEmpty()) {
            try (var statement = connection.createStatement()) {
                statement.execute(String.join("; ", settings));
            }
        }
    }

    private static void followUp(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("The change is committed, what should follow it failed", e);
        }
    }
}
