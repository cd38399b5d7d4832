package io.todosystem.auth.recovery;

import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordHasher;
import io.todosystem.auth.password.PasswordPolicy;
import io.todosystem.auth.session.Sessions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;

/** What goes with every new password of a user: every session ends, links to set another one are void, all are told. */
@Singleton
final class NewPasswords {
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final UserStore store;
    private final UserChanges changes;
    private final Sessions sessions;
    private final MailLinks links;

    NewPasswords(
            PasswordPolicy policy,
            PasswordHasher hasher,
            UserStore store,
            UserChanges changes,
            Sessions sessions,
            MailLinks links) {
        this.policy = policy;
        this.hasher = hasher;
        this.store = store;
        this.changes = changes;
        this.sessions = sessions;
        this.links = links;
    }

    void requireValid(String field, Password password) {
        policy.objection(password).ifPresent(text -> {
            throw Failure.invalid(field, text);
        });
    }

    String hash(Password password) {
        return hasher.hash(password);
    }

    /** For a user whose row is locked. */
    void set(Tx tx, UUID userId, String hash) throws SQLException {
        store.setPassword(userId, hash);
        sessions.endAll(userId);
        links.drop(userId, Purpose.RESET_PASSWORD);
        changes.passwordChanged(tx, userId);
    }
}
