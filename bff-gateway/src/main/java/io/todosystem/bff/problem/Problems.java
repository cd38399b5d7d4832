package io.todosystem.bff.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the answer out of whatever went wrong. */
final class Problems {
    private Problems() {}

    static MutableHttpResponse<Problem> of(HttpRequest<?> request, Failure failure) {
        int status = FailureStatus.of(
                failure.code(), failure.reason(), request.getHeaders().contains(HttpHeaders.IF_MATCH));
        boolean said = status != 500 && status != 413 && !failure.reason().equals(Failures.NO_REASON);
        var errors = failure.violations().stream()
                .map(v -> new Problem.Fault(pointer(v.field()), v.description()))
                .toList();
        var code = said ? failure.reason() : FailureStatus.code(status);
        var detail = said ? detail(failure.getMessage(), errors) : FailureStatus.detail(status);
        var response = respond(request, status(status), code, detail, errors);
        if (status == 429 || status == 503) {
            response.header(
                    HttpHeaders.RETRY_AFTER, seconds(failure.retryAfter().orElse(Duration.ofSeconds(1))));
        }
        return response;
    }

    static MutableHttpResponse<Problem> internal(HttpRequest<?> request) {
        return respond(
                request, HttpResponse.serverError(), FailureStatus.code(500), FailureStatus.detail(500), List.of());
    }

    private static MutableHttpResponse<?> status(int status) {
        return status == FailureStatus.CLIENT_CLOSED_REQUEST
                ? HttpResponse.status(status, "Client Closed Request")
                : HttpResponse.status(HttpStatus.valueOf(status));
    }

    static MutableHttpResponse<Problem> of(HttpRequest<?> request, Refusal refusal) {
        var response = HttpResponse.status(refusal.status());
        return respond(request, response, refusal.code(), String.valueOf(refusal.getMessage()), refusal.errors());
    }

    /** Turns an answer that has its status and headers into the problem document. */
    static MutableHttpResponse<Problem> respond(
            HttpRequest<?> request,
            MutableHttpResponse<?> base,
            String code,
            String detail,
            List<Problem.Fault> errors) {
        int status = base.code();
        var problem = new Problem(
                Problem.type(code),
                Problem.title(code),
                status,
                detail,
                request.getUri().getRawPath(),
                code,
                errors,
                traceId());
        MutableHttpResponse<Problem> response = base.body(problem);
        if (status == 401) {
            boolean tokenSent = request.getHeaders().contains(HttpHeaders.AUTHORIZATION);
            response.getHeaders()
                    .set(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        if (code.equals("INSUFFICIENT_SCOPE")) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        }
        if (status == 415 && request.getMethod() == HttpMethod.PATCH) {
            response.getHeaders().set("Accept-Patch", "application/merge-patch+json");
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            response.body(null);
        }
        return response.contentType(Problem.MEDIA_TYPE);
    }

    /** {@code task.tags[2]} of the RPC is {@code /tags/2} of the body, and so it is with {@code user.locale}. */
    static String pointer(String field) {
        var path = field.replace("[", ".").replace("]", "").replace('.', '/');
        var ofBody = path.replaceFirst("^(task|user)/", "");
        return switch (ofBody) {
            case "", "task" -> "";
            case "task_id", "session_id", "notification_id", "api_token_id", "user_id" -> "/id";
            case "life_days" -> "/expires_in_days";
            case "request_id" -> "/Idempotency-Key";
            case "etag" -> "/If-Match";
            default -> "/" + (ofBody.startsWith("states") ? ofBody.replaceFirst("states", "state") : ofBody);
        };
    }

    private static String detail(String message, List<Problem.Fault> errors) {
        return errors.isEmpty() ? message : summary(errors);
    }

    static String summary(List<Problem.Fault> errors) {
        return errors.stream()
                .limit(3)
                .map(e -> (e.pointer().isEmpty() ? "The body" : e.pointer()) + " " + e.detail())
                .collect(Collectors.joining("; "));
    }

    private static String seconds(Duration delay) {
        return Long.toString(Math.max(1, delay.plusMillis(999).toSeconds()));
    }

    private static @Nullable String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}
