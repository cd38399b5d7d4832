package io.todosystem.platform.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Tokens that look like those of auth, each a new one; nothing signed them. */
public final class FakeTokens {
    private static final String HEADER =
            encoded("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + "k".repeat(43) + "\"}");

    private FakeTokens() {}

    public static String jwt(Instant expiry) {
        return HEADER + "."
                + encoded("{\"jti\":\"" + UUID.randomUUID() + "\",\"exp\":" + expiry.getEpochSecond() + "}") + "."
                + encoded("signature");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
