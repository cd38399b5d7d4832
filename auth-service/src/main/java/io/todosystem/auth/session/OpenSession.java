package io.todosystem.auth.session;

import java.time.Instant;
import java.util.UUID;

/** A session in use and its newest refresh token. */
public record OpenSession(UUID id, UUID userId, String refreshToken, Instant expiresAt) {
    @Override
    public String toString() {
        return "OpenSession[" + id + "]";
    }
}
