package io.todosystem.platform.auth;

import jakarta.inject.Singleton;

/**
 * Says who a bearer token belongs to, without asking auth each time.
 *
 * <p>Throws {@link io.todosystem.platform.failure.Failure} UNAUTHENTICATED {@code INVALID_TOKEN} for a token that is not
 * to be trusted and UNAVAILABLE {@code AUTH_UNAVAILABLE} when nobody can say. A revoked session is refused within 2 s.
 */
@Singleton
public final class Authenticator {
    private final TokenVerifier verifier;

    Authenticator(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    public Caller authenticate(String bearerToken) {
        return verifier.verify(bearerToken).caller();
    }
}
