package io.todosystem.auth.registration;

import java.time.Instant;
import java.util.UUID;

/**
 * A right to register.
 *
 * @param email the only address that it is good for; empty for any
 */
public record Invitation(UUID id, String email, Instant createdAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "Invitation[" + id + "]";
    }
}
