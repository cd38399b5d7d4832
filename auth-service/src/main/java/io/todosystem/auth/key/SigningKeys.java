package io.todosystem.auth.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.auth.sealing.Seal;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.util.stream.Collectors.toUnmodifiableMap;

/**
 * The keys that sign and verify access tokens, the same in every replica.
 *
 * <p>The first one is made at the first start of the installation, under a lock, so that replicas starting together
 * agree on it. A change that another replica made is seen within {@link #LONGEST_UNSEEN}, or with the first token of a
 * new key; tokens of keys that do not exist cannot make anybody read more often than every {@link #SHORTEST_PAUSE}.
 * That every key was replaced at once is seen at once.
 */
@Singleton
public final class SigningKeys {
    private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private final SigningKeyStore store;
    private final Transactions transactions;
    private final Revocations revocations;
    private final Seal seal;
    private final Clock clock;
    private volatile Keys keys;

    SigningKeys(
            SigningKeyStore store,
            Transactions transactions,
            Revocations revocations,
            KeyEncryption encryption,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.revocations = revocations;
        this.seal = encryption.seal();
        this.clock = clock;
        long generation = revocations.generation();
        this.keys = transactions.inTransaction(tx -> readOrMakeFirst(generation));
    }

    public SigningKey active() {
        return notOlderThan(LONGEST_UNSEEN, revocations.generation()).active;
    }

    public Optional<VerificationKey> find(String id) {
        long generation = revocations.generation();
        VerificationKey known = notOlderThan(LONGEST_UNSEEN, generation).byId.get(id);
        return Optional.ofNullable(
                known == null ? notOlderThan(SHORTEST_PAUSE, generation).byId.get(id) : known);
    }

    /** Every public key whose tokens are around, or will be soon. */
    JWKSet published() {
        return new JWKSet(notOlderThan(SHORTEST_PAUSE, revocations.generation()).byId.values().stream()
                .map(key -> (JWK) key.publicKey())
                .toList());
    }

    /** Nor of a generation before this one: then keys were refused at once. */
    private Keys notOlderThan(Duration age, long generation) {
        Keys known = keys;
        boolean outdated =
                known.generation != generation || !known.readAt.plus(age).isAfter(clock.instant());
        return outdated ? reread(known, generation) : known;
    }

    private synchronized Keys reread(Keys seen, long generation) {
        if (keys.generation == seen.generation && keys.readAt.equals(seen.readAt)) {
            keys = transactions.query(_ -> keys(store.findAll(), generation));
        }
        return keys;
    }

    private Keys readOrMakeFirst(long generation) {
        store.lock();
        List<SigningKeyRow> rows = store.findAll();
        if (rows.isEmpty()) {
            SigningKeyRow first = SigningKey.generate().row(KeyState.ACTIVE, seal, clock.instant());
            store.save(first);
            rows = List.of(first);
        }
        return keys(rows, generation);
    }

    private Keys keys(List<SigningKeyRow> rows, long generation) {
        SigningKeyRow active = rows.stream()
                .filter(row -> row.state() == KeyState.ACTIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("None of the signing keys is ACTIVE"));
        return new Keys(
                SigningKey.open(active, seal),
                rows.stream().collect(toUnmodifiableMap(SigningKeyRow::kid, VerificationKey::of)),
                clock.instant(),
                generation);
    }

    private record Keys(SigningKey active, Map<String, VerificationKey> byId, Instant readAt, long generation) {}
}
