package io.todosystem.auth.lockout;

import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.grpc.ClientAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Slows down whoever guesses passwords, by account and block of addresses, so that its owner elsewhere notices nothing.
 *
 * <p>Accounts that do not exist are counted alike. From the fifth failure on each attempt is counted before it is made, so
 * that guesses side by side gain nothing. The counts are in the database: replicas share them and a restart keeps them.
 */
@Singleton
public final class Lockout {
    private final LockoutStore store;
    private final Transactions transactions;
    private final Clock clock;

    Lockout(LockoutStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether the password matches and may count. It is checked in any case: that one is locked shows in nothing. */
    public boolean passes(String email, BooleanSupplier passwordMatches) {
        return passes(LoginKey.of(email, ClientAddress.current()), passwordMatches);
    }

    /**
     * The same for a password that is asked for within a session, counted apart and from wherever it comes: a stolen session
     * guesses no faster than a login, and locks no login.
     */
    public boolean passesInSession(String email, BooleanSupplier passwordMatches) {
        return passes(LoginKey.inSession(email), passwordMatches);
    }

    private boolean passes(LoginKey key, BooleanSupplier passwordMatches) {
        Admission admission = transactions.inTransaction(tx -> admit(key));
        boolean matches = check(key, admission, passwordMatches);
        return switch (admission) {
            case LOCKED -> false;
            case KNOWN -> matches ? cleared(key) : failed(key);
            case NEW -> matches || failed(key);
            case CLAIMED -> matches && cleared(key);
        };
    }

    private Admission admit(LoginKey key) {
        Optional<LoginFailures> found = store.find(key.account(), key.block());
        if (found.isEmpty()) {
            return Admission.NEW;
        }
        int failures = found.get().failures();
        if (failures < LockoutRules.THRESHOLD) {
            return Admission.KNOWN;
        }
        Instant now = clock.instant();
        Instant until = now.plus(LockoutRules.lock(failures + 1));
        return store.claim(key.account(), key.block(), failures, now, until) == 1
                ? Admission.CLAIMED
                : Admission.LOCKED;
    }

    /** An attempt that could not be made, because too many are, is none. */
    private boolean check(LoginKey key, Admission admission, BooleanSupplier passwordMatches) {
        try {
            return passwordMatches.getAsBoolean();
        } catch (RuntimeException e) {
            if (admission == Admission.CLAIMED) {
                transactions.inTransactionDo(tx -> store.giveBack(key.account(), key.block(), clock.instant()));
            }
            throw e;
        }
    }

    private boolean cleared(LoginKey key) {
        transactions.inTransactionDo(tx -> store.clear(key.account(), key.block()));
        return true;
    }

    private boolean failed(LoginKey key) {
        Instant now = clock.instant();
        Instant firstLock = now.plus(LockoutRules.lock(LockoutRules.THRESHOLD));
        transactions.inTransactionDo(
                tx -> store.count(key.account(), key.block(), now, LockoutRules.THRESHOLD, firstLock));
        return false;
    }

    private enum Admission {
        /** Nothing is held against it. */
        NEW,
        /** A few failures. */
        KNOWN,
        /** Many: this attempt is counted already. */
        CLAIMED,
        /** The time is not over, or somebody else took the turn. */
        LOCKED
    }
}
