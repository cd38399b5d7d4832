package io.todosystem.platform.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * A token that is to be believed until it expires, unless its session is revoked before.
 *
 * @param expiresAt by the clock of auth; an API token is good for longer, auth is to be asked about it again then
 * @param expiresIn the same from the moment of the answer, for whom the clock of auth is another's
 */
public record VerifiedToken(Caller caller, Instant expiresAt, Duration expiresIn) {
    public static VerifiedToken until(Instant expiresAt, Caller caller, Instant now) {
        return new VerifiedToken(caller, expiresAt, Duration.between(now, expiresAt));
    }
}
