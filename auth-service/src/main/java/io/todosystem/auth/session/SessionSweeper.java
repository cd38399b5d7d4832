package io.todosystem.auth.session;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.retention.Purge;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
        Instant before = clock.instant().minus(RefreshRules.GRACE);
        int forgotten;
        do {
            forgotten = transactions.inTransaction(tx -> forgetSuccessors(before));
        } while (forgotten == BATCH);
    }

    private int forgetSuccessors(Instant before) {
        List<UUID> sessions = store.lockWithSuccessor(before, BATCH);
        if (!sessions.isEmpty()) {
            store.forgetSuccessors(sessions);
        }
        return sessions.size();
    }

    /** A session that has ended is kept as long as its last access token may be around. */
    @Override
    public int purgeSome() {
        return transactions.inTransaction(
                tx -> store.deleteEnded(clock.instant().minus(Revocations.KEPT), BATCH));
    }
}
