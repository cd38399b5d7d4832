package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;
import io.micronaut.management.endpoint.annotation.Selector;
import io.micronaut.management.endpoint.annotation.Write;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /loglevels} and {@code POST /loglevels/{logger}/{level}} on the management port, for the client
 * {@code operator} alone. The level {@code RESET} is that of the start.
 */
@Endpoint(id = "loglevels", defaultSensitive = false)
final class LogLevelsEndpoint {
    private static final String OPERATOR = "operator";
    private static final String RESET = "RESET";
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final String SCHEME = "Bearer ";

    private final LogLevels levels;
    private final Authenticator authenticator;

    LogLevelsEndpoint(LogLevels levels, Authenticator authenticator) {
        this.levels = levels;
        this.authenticator = authenticator;
    }

    @Read
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<Map<String, String>> read(HttpRequest<?> request) {
        return asOperator(request, () -> HttpResponse.ok(levels.levels()));
    }

    @Write(consumes = "*/*")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<Map<String, String>> set(HttpRequest<?> request, @Selector String logger, @Selector String level) {
        return asOperator(request, () -> change(logger, level));
    }

    private HttpResponse<Map<String, String>> change(String logger, String level) {
        if (level.equals(RESET)) {
            levels.reset(logger);
            return HttpResponse.ok(levels.levels());
        }
        if (!LEVELS.contains(level)) {
            return refused(HttpStatus.BAD_REQUEST, "The level is one of RESET, " + String.join(", ", LEVELS));
        }
        return levels.set(logger, Level.toLevel(level))
                ? HttpResponse.ok(levels.levels())
                : refused(HttpStatus.BAD_REQUEST, "Only io.todosystem and access may say more than INFO");
    }

    private HttpResponse<Map<String, String>> asOperator(
            HttpRequest<?> request, Supplier<HttpResponse<Map<String, String>>> work) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(SCHEME)) {
            return refused(HttpStatus.UNAUTHORIZED, "This is for the operator");
        }
        try {
            Caller caller = authenticator.authenticate(header.substring(SCHEME.length()));
            return caller instanceof Caller.Service service
                            && service.clientId().equals(OPERATOR)
                    ? work.get()
                    : refused(HttpStatus.FORBIDDEN, "This is for the operator");
        } catch (Failure failure) {
            return switch (failure.code()) {
                case UNAUTHENTICATED -> refused(HttpStatus.UNAUTHORIZED, "The token is not good");
                default -> refused(HttpStatus.SERVICE_UNAVAILABLE, "auth cannot be asked who this is");
            };
        }
    }

    private static HttpResponse<Map<String, String>> refused(HttpStatus status, String why) {
        return HttpResponse.<Map<String, String>>status(status).body(Map.of("detail", why));
    }
}
