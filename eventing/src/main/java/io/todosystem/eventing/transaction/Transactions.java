package io.todosystem.eventing.transaction;

import io.grpc.Context;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.todosystem.platform.grpc.CallTime;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs work in one database transaction, on the calling thread; Micronaut Data repositories used inside join it.
 *
 * <p>What the work wrote is kept if it returns and dropped if it throws. Transactions do not nest. Each statement is
 * bounded by {@code todo.database.statement-timeout} and by the caller's deadline, and ended when the caller gives up.
 * A database that cannot do it now is {@code Failure} UNAVAILABLE (the commit may have happened: the caller repeats
 * with its request id), a lost race or a row that others hold too long ABORTED {@code TRANSACTION_CONFLICT}; everything
 * else that the work throws comes out as it is.
 */
@Singleton
public final class Transactions {
    private static final String ONE_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final TransactionOperations<Connection> operations;
    private final ConnectionOperations<Connection> connections;
    private final DatabaseConfiguration configuration;
    private final DatabaseFailures failures = new DatabaseFailures();

    Transactions(
            TransactionOperations<Connection> operations,
            ConnectionOperations<Connection> connections,
            DatabaseConfiguration configuration) {
        this.operations = operations;
        this.connections = connections;
        this.configuration = configuration;
    }

    /** Commits what {@code work} wrote if it returns, rolls back if it throws. */
    public <T> T inTransaction(Work<T> work) {
        return run(List.of(), work);
    }

    /** {@link #inTransaction} for work without a result. */
    public void inTransactionDo(Action action) {
        inTransaction(tx -> {
            action.run(tx);
            return true;
        });
    }

    /** {@link #inTransactionDo} for what has to be written though nobody may wait for it any more. */
    public void inTransactionRegardless(Action action) {
        Context.current().fork().run(() -> inTransactionDo(action));
    }

    /** One snapshot for all reads of {@code work} (REPEATABLE READ); writes are refused. */
    public <T> T readOnly(Work<T> work) {
        return run(List.of(ONE_SNAPSHOT), work);
    }

    /**
     * One SELECT and no more: a single statement is a snapshot without a transaction, which would cost two round trips.
     * It is not told how long its caller waits, but ends with the caller as all do.
     */
    public <T> T query(Query<T> query) {
        requireBeginning();
        try {
            return connections.execute(ConnectionDefinition.READ_ONLY, status -> run(query, status));
        } catch (RuntimeException e) {
            throw failures.translate(e);
        }
    }

    private static <T> T run(Query<T> query, ConnectionStatus<Connection> status) {
        Connection connection = status.getConnection();
        try (var _ = CallerWatch.over(connection)) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** Whether work that failed so can succeed later without anybody changing anything. */
    public static boolean mayPass(RuntimeException failure) {
        return DatabaseFailures.mayPass(failure);
    }

    private <T> T run(List<String> settings, Work<T> work) {
        requireBeginning();
        var statements = new ArrayList<>(settings);
        boundByDeadline(statements);
        var attempt = new Attempt<>(statements, work);
        try {
            var result = operations.execute(TransactionDefinition.DEFAULT, attempt::run);
            attempt.followUp();
            return result;
        } catch (RuntimeException e) {
            throw failures.translate(attempt.causeOf(e));
        }
    }

    private void requireBeginning() {
        if (operations.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("a transaction is under way on this thread: pass its Tx on");
        }
        if (CallTime.isOver()) {
            throw CallTime.ended();
        }
    }

    /** The default holds on every connection, so a round trip is only spent on a caller with much less time left. */
    private void boundByDeadline(List<String> settings) {
        var deadline = Context.current().getDeadline();
        if (deadline == null) {
            return;
        }
        var remaining = Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS));
        if (remaining < configuration.statementTimeout().toMillis() / 2) {
            settings.add("SET LOCAL statement_timeout = " + remaining);
        }
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

    /** One statement that reads. */
    @FunctionalInterface
    public interface Query<T> {
        T run(Connection connection) throws SQLException;
    }
}
