package io.todosystem.auth.session;

import io.todosystem.auth.sealing.Seal;
import io.todosystem.auth.sealing.Seal.BrokenSeal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** 256 random bits. The database has its hash only, and its successor only under a key that it alone gives. */
record RefreshToken(String text) {
    private static final int BYTES = 32;
    private static final byte[] SUCCESSOR = "todo-system refresh token successor".getBytes(US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    byte[] sealSuccessor(RefreshToken successor, UUID sessionId) {
        return successorSeal().close(successor.text.getBytes(US_ASCII), context(sessionId));
    }

    RefreshToken openSuccessor(byte[] sealed, UUID sessionId) {
        try {
            return new RefreshToken(new String(successorSeal().open(sealed, context(sessionId)), US_ASCII));
        } catch (BrokenSeal e) {
            throw new IllegalStateException("The successor stored in session " + sessionId + " is not of its token", e);
        }
    }

    private Seal successorSeal() {
        try {
            return new Seal(KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(text.getBytes(UTF_8))
                                    .thenExpand(SUCCESSOR, BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is not available", e);
        }
    }

    private static byte[] context(UUID sessionId) {
        return sessionId.toString().getBytes(US_ASCII);
    }

    @Override
    public String toString() {
        return "RefreshToken";
    }
}
