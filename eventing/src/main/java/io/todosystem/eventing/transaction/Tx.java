package io.todosystem.eventing.transaction;

import io.micronaut.transaction.TransactionStatus;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** The transaction that is under way on this thread. Ends with the work it was given to; must not be kept. */
public final class Tx {
    private final TransactionStatus<Connection> status;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(TransactionStatus<Connection> status) {
        this.status = status;
    }

    /** The connection of this transaction; must not be closed, committed or rolled back by hand. */
    public Connection connection() {
        return status.getConnection();
    }

    /** The work's result is returned, its writes are not kept. */
    public void rollbackOnly() {
        status.setRollbackOnly();
    }

    /**
     * Runs once the commit is confirmed, outside the transaction, in the order of registration. What it throws is
     * logged and goes no further: the change is made.
     */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    boolean rollsBack() {
        return status.isRollbackOnly();
    }

    List<Runnable> afterCommitActions() {
        return afterCommit;
    }
}
