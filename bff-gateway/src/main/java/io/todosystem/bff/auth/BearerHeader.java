package io.todosystem.bff.auth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import java.util.Optional;
import java.util.regex.Pattern;

/** The access token that a request carries. */
final class BearerHeader {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]{1,4096}=*) *");
    private static final String FOUND = "todo.bearer";

    private BearerHeader() {}

    static String token(HttpRequest<?> request) {
        return find(request).orElseThrow(() -> refusal(request));
    }

    /** Looks once, however often a request is asked; none if the header is not as it should be. */
    static Optional<String> find(HttpRequest<?> request) {
        var found = request.getAttribute(FOUND, String.class);
        if (found.isPresent()) {
            return found;
        }
        var token = parse(request);
        token.ifPresent(value -> request.setAttribute(FOUND, value));
        return token;
    }

    private static Optional<String> parse(HttpRequest<?> request) {
        var headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() != 1) {
            return Optional.empty();
        }
        var bearer = BEARER.matcher(headers.getFirst());
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    private static Failure refusal(HttpRequest<?> request) {
        return request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
                ? Failure.unauthenticated(
                        "INVALID_TOKEN", "Authorization must be given once: Bearer and an access token")
                : Failure.unauthenticated(
                        "MISSING_TOKEN", "Sign in and send the access token: Authorization: Bearer …");
    }
}
