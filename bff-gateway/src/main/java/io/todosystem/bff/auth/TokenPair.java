package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.Tokens;

/** A pair of tokens. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A pair of tokens.", example = """
                {"access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl",
                 "refresh_token": "pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB", "token_type": "Bearer", "expires_in": 600}""")
public record TokenPair(
        @Schema(description = "Goes into the header Authorization: Bearer …")
        String accessToken,

        @Schema(description = "Good once, for a new pair; idle 7 days, at most 30 days.")
        String refreshToken,

        @Schema(description = "Always Bearer.") String tokenType,

        @Schema(description = "Life of the access token in seconds.")
        long expiresIn) {

    public static TokenPair from(Tokens tokens) {
        return new TokenPair(
                tokens.getAccessToken(),
                tokens.getRefreshToken(),
                "Bearer",
                tokens.getExpiresIn().getSeconds());
    }

    @Override
    public String toString() {
        return "TokenPair[]";
    }
}
