package io.todosystem.platform.auth;

import java.time.Instant;

/** A token that is to be believed until it expires, unless its session is revoked before. */
public record VerifiedToken(Caller caller, Instant expiresAt) {}
