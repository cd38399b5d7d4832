package io.todosystem.auth.session;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** Whose refresh token it is, and which one of that session. */
@Introspected
record TokenRow(UUID sessionId, int generation) {}
