package io.todosystem.auth.token;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;

/** Tells the edge ({@code auth_request}) who is asking, by headers alone. */
@Controller
final class ValidateController {
    private static final String SCHEME = "bearer ";

    private final Authenticator authenticator;

    ValidateController(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Get("/validate")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> validate(@Nullable @Header(HttpHeaders.AUTHORIZATION) String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refused("Bearer");
        }
        try {
            return accepted(authenticator.authenticate(
                    authorization.substring(SCHEME.length()).strip()));
        } catch (Failure failure) {
            return switch (failure.code()) {
                case UNAUTHENTICATED -> refused("Bearer error=\"invalid_token\"");
                default -> HttpResponse.status(io.micronaut.http.HttpStatus.SERVICE_UNAVAILABLE);
            };
        }
    }

    private static HttpResponse<?> accepted(Caller caller) {
        MutableHttpResponse<?> response = HttpResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
        return switch (caller) {
            case Caller.User user ->
                response.header("X-User-Id", user.id().toString())
                        .header("X-Session-Id", user.sessionId().toString())
                        .header(
                                "X-Roles",
                                String.join(
                                        ",",
                                        user.roles().stream()
                                                .map(Enum::name)
                                                .sorted()
                                                .toList()));
            case Caller.Service service -> response.header("X-Client-Id", service.clientId());
            case Caller.Anonymous anonymous -> refused("Bearer");
        };
    }

    private static MutableHttpResponse<?> refused(String challenge) {
        return HttpResponse.unauthorized().header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
