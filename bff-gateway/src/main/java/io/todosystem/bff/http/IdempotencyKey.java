package io.todosystem.bff.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.todosystem.bff.problem.Refusal;
import java.util.UUID;
import java.util.regex.Pattern;

/** The header Idempotency-Key, which becomes the {@code request_id} of the RPC. */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,64}");

    private IdempotencyKey() {}

    /** The key, bare or quoted; a new UUID if there is none. {@link Refusal} 400 if it is not a key. */
    public static String of(HttpRequest<?> request) {
        var given = request.getHeaders().getAll(HEADER);
        if (given.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        var key = unquote(given.getFirst().strip());
        if (given.size() > 1 || !KEY.matcher(key).matches()) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "INVALID_HEADER",
                    HEADER + " must be given once: 1 to 64 visible ASCII characters, best a UUID.");
        }
        return key;
    }

    /** Tells that this is the stored answer to an earlier request with the same key. */
    public static <T> MutableHttpResponse<T> told(MutableHttpResponse<T> response, boolean replayed) {
        return replayed ? response.header(REPLAYED, "true") : response;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
