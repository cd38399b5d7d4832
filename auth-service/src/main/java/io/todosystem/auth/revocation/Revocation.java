package io.todosystem.auth.revocation;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** A session or an API token that somebody may still believe. */
@Introspected
record Revocation(UUID sessionId, Instant revokedAt) {}
