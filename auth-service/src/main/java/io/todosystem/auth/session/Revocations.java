package io.todosystem.auth.session;

import io.todosystem.auth.token.AccessTokens;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.RevocationSet;
import io.todosystem.platform.auth.RevocationSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The live revocations, as of the moment they are asked for, whichever replica made them.
 *
 * <p>Each asking reads one number; the sessions are read only when that has risen. Since the number is held to the
 * commit of what raised it, an unchanged number means that nothing was revoked.
 */
@Singleton
public final class Revocations implements RevocationSource {
    /** The life of an access token, and a margin for clocks that differ. */
    static final Duration KEPT = AccessTokens.LIFE.plusMinutes(2);

    private final SessionStore store;
    private final Transactions transactions;
    private final Clock clock;
    private Optional<RevocationSnapshot> last = Optional.empty();

    Revocations(SessionStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public RevocationSet fetch(String etag) {
        RevocationSnapshot now = current();
        return etag.equals(now.set().etag()) ? RevocationSet.unchanged(etag) : now.set();
    }

    boolean contains(UUID sessionId) {
        return current().set().sessionIds().contains(sessionId);
    }

    private RevocationSnapshot current() {
        Instant since = clock.instant().minus(KEPT);
        Optional<RevocationSnapshot> known = last();
        RevocationSnapshot read = transactions.readOnly(tx -> {
            long version = store.revocationVersion();
            return known.filter(snapshot -> snapshot.version() == version)
                    .map(snapshot -> snapshot.without(since))
                    .orElseGet(() -> RevocationSnapshot.of(version, store.revokedSince(since)));
        });
        remember(read);
        return read;
    }

    private synchronized Optional<RevocationSnapshot> last() {
        return last;
    }

    /** Answers overtake each other; the newest is the one to keep. */
    private synchronized void remember(RevocationSnapshot read) {
        if (last.isEmpty() || last.get().version() <= read.version()) {
            last = Optional.of(read);
        }
    }
}
