package io.todosystem.auth.sealing;

import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits that are told to one person. The database has their hash only. */
public record RandomToken(String text) {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static RandomToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RandomToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "RandomToken";
    }
}
