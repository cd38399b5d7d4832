package io.todosystem.auth.session;

import io.todosystem.auth.token.AccessTokenVerifier;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.TokenVerifier;
import io.todosystem.platform.auth.VerifiedToken;
import jakarta.inject.Singleton;

/** What every other process asks auth for: a token is good if auth signed it and its session was not ended. */
@Singleton
public final class LocalTokenVerifier implements TokenVerifier {
    private final AccessTokenVerifier tokens;
    private final Revocations revocations;

    LocalTokenVerifier(AccessTokenVerifier tokens, Revocations revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    @Override
    public VerifiedToken verify(String accessToken) {
        VerifiedToken verified = tokens.verify(accessToken);
        if (verified.caller() instanceof Caller.User user && revocations.contains(user.sessionId())) {
            throw AccessTokenVerifier.invalid();
        }
        return verified;
    }
}
