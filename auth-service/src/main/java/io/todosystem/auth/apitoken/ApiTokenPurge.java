package io.todosystem.auth.apitoken;

import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.retention.Purge;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Removes what nobody can believe any more. Replicas may do it at once. */
@Singleton
final class ApiTokenPurge implements Purge {
    private static final int BATCH = 500;

    private final ApiTokenStore store;
    private final Transactions transactions;
    private final Clock clock;

    ApiTokenPurge(ApiTokenStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int purgeSome() {
        return transactions.inTransaction(
                tx -> store.deleteEnded(clock.instant().minus(Revocations.KEPT), BATCH));
    }
}
