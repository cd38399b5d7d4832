package io.todosystem.auth.key;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.auth.sealing.Seal;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the keys through their lives: a successor is published before it signs, the one before it verifies until its
 * last token is dead. Every replica looks what is due; whoever changes something holds the lock of the keys, so that
 * two rotations at once make one.
 */
@Singleton
public final class KeyRotation {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    /** Two who replace a stolen key within this time mean the same one. */
    private static final Duration SAME_EMERGENCY = Duration.ofSeconds(10);

    private final SigningKeyStore store;
    private final Revocations revocations;
    private final Transactions transactions;
    private final Seal seal;
    private final Duration rotateAfter;
    private final Clock clock;

    KeyRotation(
            SigningKeyStore store,
            Revocations revocations,
            Transactions transactions,
            KeyEncryption encryption,
            KeyRotationConfiguration configuration,
            Clock clock) {
        this.store = store;
        this.revocations = revocations;
        this.transactions = transactions;
        this.seal = encryption.seal();
        this.rotateAfter = configuration.rotateAfter();
        this.clock = clock;
    }

    /** Publishes a successor, unless there is one already. Every token stays good. */
    public Rotation begin() {
        return transactions.inTransaction(tx -> {
            store.lock();
            SigningKeyRow next = KeyPlan.next(store.findAll()).orElseGet(this::addNext);
            return new Rotation(next.kid(), KeyPlan.activation(next));
        });
    }

    /** Replaces every key at once: what they signed is refused everywhere within 2 s, and people refresh. */
    public Rotation replaceNow() {
        return transactions.inTransaction(tx -> {
            store.lock();
            Instant now = clock.instant();
            Optional<SigningKeyRow> justMade = store.findAll().stream()
                    .filter(row -> row.state() == KeyState.ACTIVE
                            && row.createdAt().equals(row.activatedAt())
                            && row.createdAt().plus(SAME_EMERGENCY).isAfter(now))
                    .findFirst();
            return justMade.map(row -> new Rotation(row.kid(), row.createdAt())).orElseGet(() -> replaceAll(now));
        });
    }

    private Rotation replaceAll(Instant now) {
        store.deleteAll();
        SigningKeyRow fresh = SigningKey.generate().row(KeyState.ACTIVE, seal, now);
        store.save(fresh);
        revocations.countGeneration();
        LOG.warn("Every signing key was replaced by {}: all access tokens are refused from now on", fresh.kid());
        return new Rotation(fresh.kid(), now);
    }

    /** Does what is due by time. */
    @Scheduled(initialDelay = "10s", fixedDelay = "10s")
    public void advance() {
        if (isDue(transactions.query(_ -> store.findAll()))) {
            transactions.inTransactionDo(tx -> {
                store.lock();
                advance(store.findAll(), clock.instant());
            });
        }
    }

    private boolean isDue(List<SigningKeyRow> keys) {
        Instant now = clock.instant();
        return KeyPlan.activationIsDue(keys, now)
                || KeyPlan.successorIsDue(keys, rotateAfter, now)
                || KeyPlan.deletionIsDue(keys, now);
    }

    private void advance(List<SigningKeyRow> keys, Instant now) {
        if (KeyPlan.activationIsDue(keys, now)) {
            store.retireActive(now);
            store.activateNext(now);
            LOG.info(
                    "The signing key {} signs now",
                    KeyPlan.next(keys).orElseThrow().kid());
        } else if (KeyPlan.successorIsDue(keys, rotateAfter, now)) {
            addNext();
        }
        if (store.deleteRetired(now.minus(KeyPlan.VERIFIES)) > 0) {
            LOG.info("A retired signing key was deleted: its last token is dead");
        }
    }

    private SigningKeyRow addNext() {
        SigningKeyRow next = SigningKey.generate().row(KeyState.NEXT, seal, clock.instant());
        store.save(next);
        LOG.info("The signing key {} is published and signs from {} on", next.kid(), KeyPlan.activation(next));
        return next;
    }
}
