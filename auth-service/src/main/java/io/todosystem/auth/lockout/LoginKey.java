package io.todosystem.auth.lockout;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What failures are counted by: an account, there or not, and where the attempt comes from. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LoginKey(byte[] account, String block) {

    static LoginKey of(String email, String clientAddress) {
        try {
            byte[] account = MessageDigest.getInstance("SHA-256")
                    .digest(email.toLowerCase(Locale.ROOT).getBytes(UTF_8));
            return new LoginKey(account, AddressBlock.of(clientAddress));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
