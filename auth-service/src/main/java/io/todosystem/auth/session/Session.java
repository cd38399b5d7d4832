package io.todosystem.auth.session;

import java.time.Instant;
import java.util.UUID;

/** A live session as its user sees it. */
public record Session(UUID id, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {}
