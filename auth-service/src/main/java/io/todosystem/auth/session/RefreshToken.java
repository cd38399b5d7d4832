package io.todosystem.auth.session;

import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.auth.sealing.Seal;
import io.todosystem.auth.sealing.Seal.BrokenSeal;
import io.todosystem.auth.sealing.Sha256;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** 256 random bits. The database has its hash only, and its successor only under a key that it alone gives. */
record RefreshToken(String text) {
    private static final int KEY_BYTES = 32;
    private static final byte[] SUCCESSOR = "todo-system refresh token successor".getBytes(US_ASCII);

    static RefreshToken random() {
        return new RefreshToken(RandomToken.random().text());
    }

    byte[] hash() {
        return Sha256.of(text);
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
                                    .thenExpand(SUCCESSOR, KEY_BYTES)));
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
