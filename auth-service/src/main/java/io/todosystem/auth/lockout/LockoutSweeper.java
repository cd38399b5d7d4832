package io.todosystem.auth.lockout;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Keeps the counts few: forgets old ones, and the oldest of too many. Replicas may do it at once. */
@Singleton
public final class LockoutSweeper {
    private static final int BATCH = 1000;
    private static final int KEPT = 100_000;

    private final LockoutStore store;
    private final Transactions transactions;
    private final Clock clock;

    LockoutSweeper(LockoutStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1m")
    public void sweep() {
        sweep(KEPT);
    }

    void sweep(int kept) {
        Instant before = clock.instant().minus(LockoutRules.MEMORY);
        int deleted;
        do {
            deleted =
                    transactions.inTransaction(tx -> store.deleteOld(before, BATCH) + store.deleteBeyond(kept, BATCH));
        } while (deleted >= BATCH);
    }
}
