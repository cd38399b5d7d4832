package io.todosystem.platform.paging;

import io.todosystem.platform.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the position of a page so that it comes back unchanged, and only for the query it was made for.
 *
 * <p>Every replica must have the same key. A token tells its position to whoever decodes it: put nothing into it that
 * the caller may not see. Everything that changes which items are listed, or in which order, belongs into the query
 * (the caller's id too).
 */
public final class PageTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG_LENGTH = 16;

    private final SecretKeySpec key;

    /** With a key of 32 bytes. */
    public PageTokens(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("The key for page tokens has " + key.length + " bytes, not 32");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public String seal(String query, String position) {
        byte[] body = position.getBytes(StandardCharsets.UTF_8);
        byte[] token = ByteBuffer.allocate(TAG_LENGTH + body.length)
                .put(tag(query, body))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The position; {@link Failure} INVALID_ARGUMENT {@code INVALID_PAGE_TOKEN} if the token is not of this query. */
    public String open(String query, String token) {
        byte[] bytes = decode(token);
        if (bytes.length < TAG_LENGTH) {
            throw invalid();
        }
        byte[] body = Arrays.copyOfRange(bytes, TAG_LENGTH, bytes.length);
        if (!MessageDigest.isEqual(tag(query, body), Arrays.copyOf(bytes, TAG_LENGTH))) {
            throw invalid();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] tag(String query, byte[] position) {
        try {
            byte[] q = query.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // The length keeps "ab" + "c" and "a" + "bc" apart.
            mac.update(ByteBuffer.allocate(4).putInt(q.length).array());
            mac.update(q);
            return Arrays.copyOf(mac.doFinal(position), TAG_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Failure invalid() {
        return new Failure(
                        io.grpc.Status.Code.INVALID_ARGUMENT,
                        "INVALID_PAGE_TOKEN",
                        "The page token is not one of this query")
                .violation("page_token", "is not one of this query");
    }
}
