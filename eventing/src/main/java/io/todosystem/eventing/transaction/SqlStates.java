package io.todosystem.eventing.transaction;

import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Tells what PostgreSQL could not do now from what it will never do. */
public final class SqlStates {
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    static final String QUERY_CANCELED = "57014";

    /**
     * Connection, rollback of a conflict, resources, intervention, input and output. Beside them a lock that was not
     * had in time and a transaction that was ended for idling: both pass.
     */
    private static final Set<String> INFRASTRUCTURE = Set.of("08", "40", "53", "57", "58");

    private static final Set<String> PASSING = Set.of(LOCK_NOT_AVAILABLE, "25P03");

    private SqlStates() {}

    /** Whether the same work can succeed later without anybody changing it. */
    static boolean isInfrastructure(Throwable failure) {
        return isConnectionLost(failure)
                || find(failure).map(SqlStates::isInfrastructure).orElse(false);
    }

    /** A connection that could not be had, begun with or given back carries no SQLSTATE. */
    private static boolean isConnectionLost(Throwable failure) {
        return failure instanceof ConnectionException || failure instanceof CannotCreateTransactionException;
    }

    static boolean isConflict(SQLException failure) {
        return isState(failure, LOCK_NOT_AVAILABLE) || stateOf(failure).startsWith("40");
    }

    /** Whether the failure, or what caused it, has this SQLSTATE. */
    public static boolean isState(Throwable failure, String state) {
        return find(failure).map(SqlStates::stateOf).filter(state::equals).isPresent();
    }

    static Optional<SQLException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }

    private static boolean isInfrastructure(SQLException failure) {
        var state = stateOf(failure);
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException
                || PASSING.contains(state)
                || (state.length() == 5 && INFRASTRUCTURE.contains(state.substring(0, 2)));
    }

    static String stateOf(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
