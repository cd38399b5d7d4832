package io.todosystem.auth.session;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** One sign-in. {@code lastUsedAt} is when its newest refresh token was made. */
@MappedEntity("sessions")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record SessionRow(
        @Id UUID id,
        UUID userId,
        int generation,
        @Nullable byte[] successor,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static SessionRow opened(UUID id, UUID userId, Instant now) {
        return new SessionRow(id, userId, 0, null, now, now, now.plus(RefreshRules.ABSOLUTE), null);
    }

    boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt) && now.isBefore(lastUsedAt.plus(RefreshRules.IDLE));
    }

    OpenSession with(RefreshToken newest) {
        return new OpenSession(id, userId, newest.text(), expiresAt);
    }

    Session session() {
        return new Session(id, createdAt, lastUsedAt, expiresAt);
    }
}
