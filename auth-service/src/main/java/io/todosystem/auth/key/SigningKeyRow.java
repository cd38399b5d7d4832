package io.todosystem.auth.key;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A signing key at rest: the private part sealed under the key encryption key. */
@MappedEntity("signing_keys")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record SigningKeyRow(@Id String kid, KeyState state, String publicKey, byte[] privateKey, Instant createdAt) {
    @Override
    public String toString() {
        return "SigningKeyRow[" + kid + ", " + state + "]";
    }
}
