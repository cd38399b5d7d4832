package io.todosystem.auth.recovery;

import io.todosystem.auth.account.SignIn;
import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.lockout.Lockout;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordHasher;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** A new password for a user who is signed in and knows the present one. */
@Singleton
public final class PasswordChange {
    private final NewPasswords passwords;
    private final PasswordHasher hasher;
    private final Lockout lockout;
    private final UserStore store;
    private final SignIn signIn;
    private final Transactions transactions;

    PasswordChange(
            NewPasswords passwords,
            PasswordHasher hasher,
            Lockout lockout,
            UserStore store,
            SignIn signIn,
            Transactions transactions) {
        this.passwords = passwords;
        this.hasher = hasher;
        this.lockout = lockout;
        this.store = store;
        this.signIn = signIn;
        this.transactions = transactions;
    }

    /**
     * The new session is the only one left. While changing is locked the right password gets the answer of a wrong one.
     */
    public SignedIn change(UUID userId, Password current, Password wanted) {
        passwords.requireValid("new_password", wanted);
        UserRow known =
                transactions.query(_ -> store.findById(userId)).orElseThrow(() -> UserChanges.noSuchUser(userId));
        if (!lockout.passesInSession(known.email(), () -> hasher.matches(current, Optional.of(known.passwordHash())))) {
            throw wrong();
        }
        String hash = passwords.hash(wanted);
        return signIn.signIn(tx -> {
            UserRow user =
                    store.lock(userId).filter(row -> row.maySignInAs(known)).orElseThrow(PasswordChange::wrong);
            passwords.set(tx, userId, hash);
            return user.user();
        });
    }

    private static Failure wrong() {
        return new Failure(io.grpc.Status.Code.INVALID_ARGUMENT, "WRONG_PASSWORD", "The current password is wrong")
                .violation("current_password", "is wrong");
    }
}
