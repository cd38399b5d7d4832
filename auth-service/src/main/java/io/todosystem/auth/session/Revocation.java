package io.todosystem.auth.session;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** A session whose access tokens may still be around. */
@Introspected
record Revocation(UUID sessionId, Instant revokedAt) {}
