package io.todosystem.auth.token;

import io.todosystem.auth.key.SigningKeys;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Says who an access token was issued to. Whether its session was ended since is not looked at. */
@Singleton
public final class AccessTokenVerifier {
    private final TokenRules rules;
    private final Clock clock;

    AccessTokenVerifier(TokenConfiguration configuration, SigningKeys keys, Clock clock) {
        this.rules = new TokenRules(configuration, keys::find);
        this.clock = clock;
    }

    /** {@link Failure} UNAUTHENTICATED {@code INVALID_TOKEN} for any token that is not to be trusted. */
    public VerifiedToken verify(String token) {
        return rules.believe(token, clock.instant()).orElseThrow(AccessTokenVerifier::invalid);
    }

    /** The one answer to every such token. */
    public static Failure invalid() {
        return Failure.unauthenticated("INVALID_TOKEN", "The access token is not valid; refresh it or sign in again");
    }
}
