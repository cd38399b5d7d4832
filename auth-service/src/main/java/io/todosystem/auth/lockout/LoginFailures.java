package io.todosystem.auth.lockout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** Failures of one account from one block. */
@MappedEntity("login_failures")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record LoginFailures(@Id byte[] account, String block, int failures, Instant lastFailedAt, Instant lockedUntil) {}
