package io.todosystem.auth.apitoken;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Removes what nobody can believe any more. Replicas may do it at once. */
@Singleton
final class ApiTokenSweeper {
    private static final int BATCH = 500;

    private final ApiTokenStore store;
    private final Transactions transactions;
    private final Clock clock;

    ApiTokenSweeper(ApiTokenStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "10m")
    void deleteEnded() {
        int deleted;
        do {
            deleted = transactions.inTransaction(
                    tx -> store.deleteEnded(clock.instant().minus(Revocations.KEPT), BATCH));
        } while (deleted == BATCH);
    }
}
