package io.todosystem.eventing.transaction;

import java.sql.SQLException;

/** A database error on its way out of a transaction: a bug, or what {@link SqlStates} tells apart from one. */
public final class UncheckedSqlException extends RuntimeException {
    public UncheckedSqlException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
