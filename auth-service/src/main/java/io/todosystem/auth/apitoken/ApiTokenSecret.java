package io.todosystem.auth.apitoken;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@code todo_}, by which scanners of leaked secrets know it, and 256 random bits. The database has its hash only. */
record ApiTokenSecret(String text) {
    static final String PREFIX = "todo_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiTokenSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ApiTokenSecret(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    @Override
    public String toString() {
        return "ApiTokenSecret";
    }
}
