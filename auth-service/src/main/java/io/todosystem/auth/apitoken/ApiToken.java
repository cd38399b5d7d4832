package io.todosystem.auth.apitoken;

import io.todosystem.proto.access.v1.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An API token as its user sees it. */
public record ApiToken(
        UUID id, String name, List<Scope> scopes, Instant createdAt, Instant expiresAt, Optional<Instant> lastUsedAt) {}
