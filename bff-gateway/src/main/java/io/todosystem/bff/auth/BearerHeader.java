package io.todosystem.bff.auth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import java.util.regex.Pattern;

/** The access token that a request carries. */
final class BearerHeader {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]{1,4096}=*) *");

    private BearerHeader() {}

    static String token(HttpRequest<?> request) {
        var headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            throw Failure.unauthenticated(
                    "MISSING_TOKEN", "Sign in and send the access token: Authorization: Bearer …");
        }
        var bearer = BEARER.matcher(headers.getFirst());
        if (headers.size() > 1 || !bearer.matches()) {
            throw Failure.unauthenticated(
                    "INVALID_TOKEN", "Authorization must be given once: Bearer and an access token");
        }
        return bearer.group(1);
    }
}
