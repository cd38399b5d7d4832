package io.todosystem.auth.recovery;

import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** A new password for whoever holds the link that was mailed. It proves the address too. */
@Singleton
public final class PasswordReset {
    private final NewPasswords passwords;
    private final MailLinks links;
    private final UserStore store;
    private final UserChanges changes;
    private final Transactions transactions;
    private final Clock clock;

    PasswordReset(
            NewPasswords passwords,
            MailLinks links,
            UserStore store,
            UserChanges changes,
            Transactions transactions,
            Clock clock) {
        this.passwords = passwords;
        this.links = links;
        this.store = store;
        this.changes = changes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Nothing is hashed for a link that is not good. */
    public void reset(RandomToken token, Password password) {
        passwords.requireValid("password", password);
        transactions.query(_ -> owner(token));
        String hash = passwords.hash(password);
        transactions.inTransactionDo(tx -> {
            UserRow user = store.lock(owner(token)).orElseThrow(MailLinks::invalid);
            if (!links.use(token, Purpose.RESET_PASSWORD)) {
                throw MailLinks.invalid();
            }
            passwords.set(tx, user.id(), hash);
            if (user.emailVerifiedAt() == null) {
                verify(user.id(), clock.instant());
                changes.updated(tx, user.id());
            }
        });
    }

    private UUID owner(RandomToken token) {
        return links.owner(token, Purpose.RESET_PASSWORD).orElseThrow(MailLinks::invalid);
    }

    private void verify(UUID userId, Instant now) {
        store.setVerified(userId, now);
        links.drop(userId, Purpose.VERIFY_EMAIL);
    }
}
