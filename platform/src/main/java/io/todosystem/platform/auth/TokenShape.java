package io.todosystem.platform.auth;

import io.todosystem.platform.failure.Failure;
import java.util.regex.Pattern;

/** What can be said against a token without asking anybody. */
final class TokenShape {
    private static final int MAX_LENGTH = 4096;
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    private TokenShape() {}

    static void check(String token) {
        if (token.length() > MAX_LENGTH || !JWT.matcher(token).matches()) {
            throw invalid();
        }
    }

    static Failure invalid() {
        return Failure.unauthenticated(
                "INVALID_TOKEN",
                "The access token has expired, was revoked or is not genuine; refresh it or sign in again");
    }
}
