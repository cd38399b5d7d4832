package io.todosystem.auth.session;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.retention.Purge;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Removes what has served its time. Replicas may do it at once. */
@Singleton
final class SessionSweeper implements Purge {
    private static final int BATCH = 500;

    private final SessionStore store;
    private final Transactions transactions;
    private final Clock clock;

    SessionSweeper(SessionStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "5s", fixedDelay = "5s")
    void forgetSuccessors() {
        transactions.inTransaction(tx -> store.forgetSuccessors(clock.instant().minus(RefreshRules.GRACE)));
    }

    /** A session that has ended is kept as long as its last access token may be around. */
    @Override
    public int purgeSome() {
        return transactions.inTransaction(
                tx -> store.deleteEnded(clock.instant().minus(Revocations.KEPT), BATCH));
    }
}
