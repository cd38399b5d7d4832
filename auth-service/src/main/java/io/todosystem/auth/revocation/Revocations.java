package io.todosystem.auth.revocation;

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
 * <p>Those who ask at once share a reading of one number; what was revoked is read only when that has risen. Since the
 * number is held to the commit of what raised it, an unchanged number means that nothing was revoked.
 */
@Singleton
public final class Revocations implements RevocationSource {
    /** For how long a token that was found good may be believed without asking again, unless it is in the set. */
    public static final Duration BELIEVED = Duration.ofMinutes(10);

    /** With a margin for clocks that differ. */
    public static final Duration KEPT = BELIEVED.plusMinutes(2);

    private final RevocationStore store;
    private final Transactions transactions;
    private final Clock clock;
    private final SharedReading<RevocationSnapshot> current = new SharedReading<>(this::read);
    private Optional<RevocationSnapshot> last = Optional.empty();

    Revocations(RevocationStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public RevocationSet fetch(String etag) {
        RevocationSnapshot now = current.read();
        return etag.equals(now.set().etag()) ? RevocationSet.unchanged(etag) : now.set();
    }

    /** To be called, last, in each transaction that revokes something. */
    public void count() {
        store.count();
    }

    /** The same, when every token that any process believes is to be asked about anew. */
    public void countGeneration() {
        store.countGeneration();
    }

    /** How often {@link #countGeneration} was called, as of now. */
    public long generation() {
        return current.read().counter().generation();
    }

    /** Whether this session or API token is in the set now. */
    public boolean contains(UUID id) {
        return current.read().set().sessionIds().contains(id);
    }

    private RevocationSnapshot read() {
        Instant since = clock.instant().minus(KEPT);
        RevocationSnapshot now = transactions.readOnly(tx -> {
            RevocationCounter counter = store.counter();
            return last.filter(snapshot -> snapshot.counter().equals(counter))
                    .map(snapshot -> snapshot.without(since))
                    .orElseGet(() -> RevocationSnapshot.of(counter, store.since(since)));
        });
        last = Optional.of(now);
        return now;
    }
}
