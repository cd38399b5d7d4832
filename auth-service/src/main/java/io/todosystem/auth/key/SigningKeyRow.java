package io.todosystem.auth.key;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signing key at rest: the private part sealed under the key encryption key. */
@MappedEntity("signing_keys")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record SigningKeyRow(
        @Id String kid,
        KeyState state,
        String publicKey,
        byte[] privateKey,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {
    @Override
    public String toString() {
        return "SigningKeyRow[" + kid + ", " + state + "]";
    }
}
