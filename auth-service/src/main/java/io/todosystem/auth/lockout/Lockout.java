package io.todosystem.auth.lockout;

import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.grpc.ClientAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Slows down whoever guesses passwords, by account and block of addresses, so that its owner elsewhere notices nothing.
 *
 * <p>Accounts that do not exist are counted alike. Each attempt is counted as a failure before it is made, so that
 * guesses side by side gain nothing; a success clears the count. What is refused has cost the same, whatever the cause:
 * one transaction and one hash. The counts are in the database: replicas share them and a restart keeps them.
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
     * The same for a password that is asked for within a session, counted apart and from wherever it comes: a stolen
     * session guesses no faster than a login, and locks no login.
     */
    public boolean passesInSession(String email, BooleanSupplier passwordMatches) {
        return passes(LoginKey.inSession(email), passwordMatches);
    }

    private boolean passes(LoginKey key, BooleanSupplier passwordMatches) {
        OptionalInt claimed = transactions.inTransaction(tx -> claim(key));
        boolean passes = check(key, claimed, passwordMatches) && claimed.isPresent();
        if (passes) {
            transactions.inTransactionRegardless(tx -> store.clear(key.account(), key.block()));
        }
        return passes;
    }

    /**
     * How manieth failure this attempt is counted as; none if the time is not over, and then the same is written again.
     */
    private OptionalInt claim(LoginKey key) {
        Instant now = clock.instant();
        LoginFailures seen = store.hold(key.account(), key.block(), now);
        boolean locked = seen.isLocked(now);
        LoginFailures next = locked ? seen : seen.another(now);
        store.put(key.account(), key.block(), next.failures(), next.lastFailedAt(), next.lockedUntil());
        return locked ? OptionalInt.empty() : OptionalInt.of(next.failures());
    }

    /** An attempt that could not be made, because too many are, is none. */
    private boolean check(LoginKey key, OptionalInt claimed, BooleanSupplier passwordMatches) {
        try {
            return passwordMatches.getAsBoolean();
        } catch (RuntimeException e) {
            claimed.ifPresent(number -> transactions.inTransactionRegardless(
                    tx -> store.giveBack(key.account(), key.block(), number, clock.instant())));
            throw e;
        }
    }
}
