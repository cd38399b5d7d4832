package io.todosystem.auth.lockout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;

/** Failures of one account from one block. */
@MappedEntity("login_failures")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record LoginFailures(@Id byte[] account, String block, int failures, Instant lastFailedAt, Instant lockedUntil) {
    boolean isLocked(Instant now) {
        return lockedUntil.isAfter(now);
    }

    LoginFailures another(Instant now) {
        Duration lock = LockoutRules.lock(failures + 1);
        return new LoginFailures(account, block, failures + 1, now, lock.isZero() ? lockedUntil : now.plus(lock));
    }
}
