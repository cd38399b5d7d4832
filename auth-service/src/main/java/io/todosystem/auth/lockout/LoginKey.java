package io.todosystem.auth.lockout;

import io.todosystem.auth.sealing.Sha256;
import java.util.Locale;

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
        return Sha256.of(email.toLowerCase(Locale.ROOT));
    }
}
