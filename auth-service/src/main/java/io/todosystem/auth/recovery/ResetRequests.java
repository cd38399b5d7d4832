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
 * gets a mail is found out afterwards, so that neither the answer nor its time tells who has an account. Asking again
 * before that adds nothing: there is one row for each address, and those of nobody are gone with the next round.
 */
@Singleton
public final class ResetRequests {
    private static final int MOST_AT_ONCE = 100;

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
        int dealtWith = 0;
        while (dealtWith < MOST_AT_ONCE && transactions.inTransaction(this::dealWithOldest)) {
            dealtWith++;
        }
    }

    private boolean dealWithOldest(Tx tx) throws SQLException {
        var oldest = store.lockOldest();
        if (oldest.isEmpty()) {
            return false;
        }
        UUID userId = oldest.get().userId();
        if (userId != null && isEnabled(userId)) {
            mails.passwordReset(tx, userId);
        }
        // Last: who asks meanwhile waits for nothing but the commit, as with an address of nobody.
        store.delete(oldest.get().id());
        return true;
    }

    private boolean isEnabled(UUID userId) {
        return users.lock(userId).filter(user -> !user.isDisabled()).isPresent();
    }
}
