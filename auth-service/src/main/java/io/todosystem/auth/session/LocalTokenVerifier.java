package io.todosystem.auth.session;

import io.todosystem.auth.apitoken.ApiTokens;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.auth.token.AccessTokenVerifier;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.TokenVerifier;
import io.todosystem.platform.auth.VerifiedToken;
import jakarta.inject.Singleton;

/**
 * What every other process asks auth for: an access token is good if auth signed it and its session was not ended, an
 * API token if it is known.
 */
@Singleton
public final class LocalTokenVerifier implements TokenVerifier {
    private final AccessTokenVerifier tokens;
    private final ApiTokens apiTokens;
    private final Revocations revocations;

    LocalTokenVerifier(AccessTokenVerifier tokens, ApiTokens apiTokens, Revocations revocations) {
        this.tokens = tokens;
        this.apiTokens = apiTokens;
        this.revocations = revocations;
    }

    @Override
    public VerifiedToken verify(String token) {
        if (ApiTokens.isOne(token)) {
            return apiTokens.verify(token).orElseThrow(AccessTokenVerifier::invalid);
        }
        VerifiedToken verified = tokens.verify(token);
        if (verified.caller() instanceof Caller.User user && revocations.contains(user.sessionId())) {
            throw AccessTokenVerifier.invalid();
        }
        return verified;
    }
}
