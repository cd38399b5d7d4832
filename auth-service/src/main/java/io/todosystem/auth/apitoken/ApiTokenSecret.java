package io.todosystem.auth.apitoken;

import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.auth.sealing.Sha256;

/** {@code todo_}, by which scanners of leaked secrets know it, and 256 random bits. The database has its hash only. */
record ApiTokenSecret(String text) {
    static final String PREFIX = "todo_";

    static ApiTokenSecret random() {
        return new ApiTokenSecret(PREFIX + RandomToken.random().text());
    }

    byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "ApiTokenSecret";
    }
}
