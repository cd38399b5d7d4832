package io.todosystem.auth.recovery;

import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** How a user shows that an address is theirs. */
@Singleton
public final class EmailVerification {
    private final UserStore store;
    private final UserChanges changes;
    private final MailLinks links;
    private final MailRequests requests;
    private final Transactions transactions;
    private final Clock clock;

    EmailVerification(
            UserStore store,
            UserChanges changes,
            MailLinks links,
            MailRequests requests,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.links = links;
        this.requests = requests;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void verify(RandomToken token) {
        transactions.inTransactionDo(tx -> {
            UserRow user = links.owner(token, Purpose.VERIFY_EMAIL)
                    .flatMap(store::lock)
                    .orElseThrow(MailLinks::invalid);
            if (!links.use(token, Purpose.VERIFY_EMAIL)) {
                throw MailLinks.invalid();
            }
            store.setVerified(user.id(), clock.instant());
            changes.updated(tx, user.id());
        });
    }

    /** Asks for another mail, unless the address is verified. */
    public void resend(UUID userId) {
        transactions.inTransactionDo(tx -> {
            UserRow user = store.lock(userId).orElseThrow(() -> UserChanges.noSuchUser(userId));
            if (user.emailVerifiedAt() == null && !requests.verification(tx, userId)) {
                throw links.tooMany(userId, Purpose.VERIFY_EMAIL);
            }
        });
    }
}
