package io.todosystem.auth.recovery;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.auth.account.UserStore;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Takes requests to reset a password, and deals with them a moment later.
 *
 * <p>While somebody waits for the answer one row is written, for any address alike; whether it belongs to somebody who
 * gets a mail is found out afterwards, so that neither the answer nor its time tells who has an account.
 */
@Singleton
public final class ResetRequests {
    private final ResetRequestStore store;
    private final UserStore users;
    private final MailRequests mails;
    private final Transactions transactions;

    ResetRequests(ResetRequestStore store, UserStore users, MailRequests mails, Transactions transactions) {
        this.store = store;
        this.users = users;
        this.mails = mails;
        this.transactions = transactions;
    }

    public void add(String email) {
        transactions.inTransactionDo(tx -> store.add(email));
    }

    /** Replicas may do it at once. */
    @Scheduled(initialDelay = "500ms", fixedDelay = "500ms")
    void dealWithAll() {
        transactions.inTransaction(tx -> store.deleteThoseOfNobody());
        boolean more;
        do {
            more = transactions.inTransaction(this::dealWithOldest);
        } while (more);
    }

    private boolean dealWithOldest(Tx tx) throws SQLException {
        var oldest = store.lockOldest();
        if (oldest.isEmpty()) {
            return false;
        }
        store.delete(oldest.get().id());
        UUID userId = oldest.get().userId();
        if (userId != null && isEnabled(userId)) {
            mails.passwordReset(tx, userId);
        }
        return true;
    }

    private boolean isEnabled(UUID userId) {
        return users.lock(userId).filter(user -> !user.isDisabled()).isPresent();
    }
}
