package io.todosystem.auth.lockout;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What failures are counted by: an account, there or not, and where the attempt comes from. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LoginKey(byte[] account, String block) {
    private static final String SESSIONS = "sessions";

    static LoginKey of(String email, String clientAddress) {
        return new LoginKey(hash(email), AddressBlock.of(clientAddress));
    }

    /** All sessions of the account, wherever they are. */
    static LoginKey inSession(String email) {
        return new LoginKey(hash(email), SESSIONS);
    }

    private static byte[] hash(String email) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(email.toLowerCase(Locale.ROOT).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
