package io.todosystem.auth.account;

import io.todosystem.auth.limit.AddressLimits;
import io.todosystem.auth.lockout.Lockout;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordHasher;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs users in by address and password. */
@Singleton
public final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final UserStore store;
    private final PasswordHasher hasher;
    private final Lockout lockout;
    private final AddressLimits limits;
    private final SignIn signIn;
    private final Transactions transactions;

    Login(
            UserStore store,
            PasswordHasher hasher,
            Lockout lockout,
            AddressLimits limits,
            SignIn signIn,
            Transactions transactions) {
        this.store = store;
        this.hasher = hasher;
        this.lockout = lockout;
        this.limits = limits;
        this.signIn = signIn;
        this.transactions = transactions;
    }

    /**
     * Takes the same time and gives the same answer for an unknown address, a wrong password and a disabled user. Who
     * is disabled, or has a new password, while this is checked, is refused in the transaction that would open the
     * session: what ends all sessions of a user misses none.
     */
    public SignedIn login(String email, Password password) {
        limits.requireLogin();
        hasher.requireRoom();
        Optional<UserRow> known = transactions.query(_ -> store.findByAddress(email));
        if (!lockout.passes(email, () -> isRight(password, known))) {
            throw refused(known.map(UserRow::id));
        }
        UserRow row = known.orElseThrow();
        Optional<String> stronger = strongerHash(row, password);
        return signIn.signIn(tx -> {
            UserRow locked = store.lock(row.id())
                    .filter(now -> now.maySignInAs(row))
                    .orElseThrow(() -> refused(known.map(UserRow::id)));
            stronger.ifPresent(hash -> store.replaceHash(row.id(), row.passwordHash(), hash));
            return locked.user();
        });
    }

    /** The right password of a disabled user is counted like a wrong one, or the time would tell that it is right. */
    private boolean isRight(Password password, Optional<UserRow> known) {
        boolean matches = hasher.matches(password, known.map(UserRow::passwordHash));
        return matches && known.filter(user -> !user.isDisabled()).isPresent();
    }

    private Optional<String> strongerHash(UserRow row, Password password) {
        return hasher.isOutdated(row.passwordHash()) ? Optional.of(hasher.hash(password)) : Optional.empty();
    }

    private Failure refused(Optional<UUID> userId) {
        limits.countFailedLogin();
        LOG.atInfo()
                .addKeyValue("user_id", userId.map(UUID::toString).orElse("unknown"))
                .log("Login refused");
        return Failure.unauthenticated("INVALID_CREDENTIALS", "The address or the password is wrong");
    }
}
