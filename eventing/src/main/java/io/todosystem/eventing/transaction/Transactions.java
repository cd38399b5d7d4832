package io.todosystem.eventing.transaction;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one database transaction. */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class Transactions {
    private final TransactionOperations<Connection> operations;

    Transactions(TransactionOperations<Connection> operations) {
        this.operations = operations;
    }

    /** Commits what {@code work} wrote if it returns, rolls back if it throws. */
    public <T> T inTransaction(Work<T> work) {
        throw new UnsupportedOperationException(operations.toString());
    }

    /** {@link #inTransaction} for work without a result. */
    public void inTransactionDo(Action action) {
        inTransaction(tx -> {
            action.run(tx);
            return true;
        });
    }

    /** One snapshot for all reads of {@code work} (REPEATABLE READ); writes are refused. */
    public <T> T readOnly(Work<T> work) {
        throw new UnsupportedOperationException(operations.toString());
    }

    /** Work with a result. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    /** Work without a result. */
    @FunctionalInterface
    public interface Action {
        void run(Tx tx) throws SQLException;
    }
}
