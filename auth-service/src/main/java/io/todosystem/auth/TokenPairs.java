package io.todosystem.auth;

import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.token.AccessToken;
import io.todosystem.auth.token.AccessTokens;
import io.todosystem.proto.auth.v1.Tokens;
import jakarta.inject.Singleton;

/** What a user who is signed in gets. */
@Singleton
final class TokenPairs {
    private final AccessTokens accessTokens;

    TokenPairs(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    Tokens of(SignedIn signedIn) {
        AccessToken access =
                accessTokens.issue(signedIn.caller(), signedIn.session().expiresAt());
        return Tokens.newBuilder()
                .setAccessToken(access.text())
                .setRefreshToken(signedIn.session().refreshToken())
                .setExpiresIn(Answers.duration(access.life()))
                .build();
    }
}
