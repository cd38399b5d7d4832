package io.todosystem.bff.problem;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import jakarta.inject.Singleton;
import java.util.List;

/** Problem documents for what the framework itself refuses: 404, 405, 406, 413, 415, and 500 for bugs. */
@Singleton
final class FrameworkProblems implements ErrorResponseProcessor<Problem> {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        var request = context.getRequest();
        var cause = context.getRootCause().orElse(null);
        if (cause instanceof UnsatisfiedBodyRouteException) {
            return Problems.respond(
                    request,
                    base,
                    "EMPTY_BODY",
                    "A JSON body is needed.",
                    List.of(new Problem.Fault("", "is required")));
        }
        if (cause instanceof ConversionErrorException conversion) {
            var error = new Problem.Fault(
                    "/" + name(conversion.getArgument()), "must be " + kind(conversion.getArgument()));
            return Problems.respond(request, base, "INVALID_FIELD", Problems.summary(List.of(error)), List.of(error));
        }
        int status = base.code();
        return Problems.respond(request, base, FailureStatus.code(status), FailureStatus.detail(status), List.of());
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata().stringValue(QueryValue.class).orElse(argument.getName());
    }

    private static String kind(Argument<?> argument) {
        return switch (argument.getType().getSimpleName()) {
            case "int", "Integer" -> "one whole number of at most 9 digits";
            case "boolean", "Boolean" -> "true or false";
            default -> "valid";
        };
    }
}
