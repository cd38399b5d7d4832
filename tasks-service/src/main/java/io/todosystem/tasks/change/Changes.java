package io.todosystem.tasks.change;

import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes changes, each once. The statement that writes decides; if it refuses, a read after the rollback says why: a
 * twin was first, or a rule. If that read sees no reason, the world has moved in between, and the change is tried
 * again.
 */
@Singleton
public final class Changes {
    private static final int ATTEMPTS = 5;

    private final Transactions transactions;
    private final ChangeStore store;
    private final Reasons reasons;
    private final Outbox outbox;

    Changes(Transactions transactions, ChangeStore store, Reasons reasons, Outbox outbox) {
        this.transactions = transactions;
        this.store = store;
        this.reasons = reasons;
        this.outbox = outbox;
    }

    public Outcome make(Request request, Command command) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<? extends Outcome> outcome = transactions.inTransaction(tx -> write(tx, request, command));
            if (outcome.isEmpty()) {
                outcome = transactions.readOnly(tx -> reasons.find(tx, request, command));
            }
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Outcome.Refused(new Refusal.Contended());
    }

    private Optional<Outcome.Changed> write(Tx tx, Request request, Command command) throws SQLException {
        Optional<Outcome.Changed> changed = store.write(tx, request, command);
        if (changed.isPresent()) {
            outbox.wakeAfterCommit(tx);
        } else {
            tx.rollbackOnly();
        }
        return changed;
    }
}
