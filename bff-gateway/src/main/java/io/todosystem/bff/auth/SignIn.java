package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.User;

/** A user with a new session. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A user with a new session.", example = """
                {"user": {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0", "email": "ada@example.org", "display_name": "Ada",
                          "roles": ["USER"], "time_zone": "Europe/Berlin", "locale": "de-AT", "email_verified": false},
                 "access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl",
                 "refresh_token": "pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB", "token_type": "Bearer", "expires_in": 600}""")
record SignIn(
        Profile user,

        @Schema(description = "Goes into the header Authorization: Bearer …")
        String accessToken,

        @Schema(description = "Good once, for a new pair; idle 7 days, at most 30 days.")
        String refreshToken,

        @Schema(description = "Always Bearer.") String tokenType,

        @Schema(description = "Life of the access token in seconds.")
        long expiresIn) {

    static SignIn from(User user, Tokens tokens) {
        var pair = TokenPair.from(tokens);
        return new SignIn(
                Profile.from(user), pair.accessToken(), pair.refreshToken(), pair.tokenType(), pair.expiresIn());
    }

    @Override
    public String toString() {
        return "SignIn[]";
    }
}
