package io.todosystem.auth.token;

import java.time.Duration;

/** A signed access token and how long it is good for from now on. */
public record AccessToken(String text, Duration life) {
    @Override
    public String toString() {
        return "AccessToken[" + life + "]";
    }
}
