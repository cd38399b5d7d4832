package io.todosystem.bff.http;

import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import jakarta.inject.Singleton;

/** The exceptions that are answers. Any other is a bug: the framework logs it once and {@link FrameworkProblems} answers 500. */
@Factory
final class ProblemHandlers {
    @Singleton
    ExceptionHandler<Failure, HttpResponse<Problem>> failures() {
        return Problems::of;
    }

    @Singleton
    ExceptionHandler<StatusRuntimeException, HttpResponse<Problem>> statuses() {
        return (request, exception) -> Problems.of(request, Failures.from(exception));
    }

    @Singleton
    ExceptionHandler<Refusal, HttpResponse<Problem>> refusals() {
        return Problems::of;
    }
}
