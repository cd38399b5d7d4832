package io.todosystem.bff.problem;

import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of an exception, whoever threw it. */
@Factory
final class ProblemHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);

    @Singleton
    ExceptionHandler<Failure, HttpResponse<Problem>> failures() {
        return Problems::of;
    }

    @Singleton
    ExceptionHandler<StatusRuntimeException, HttpResponse<Problem>> statuses() {
        return (request, exception) -> {
            Failure failure = Failures.from(exception);
            HttpResponse<Problem> answer = Problems.of(request, failure);
            // A service has logged what it gives a reason for.
            if (answer.code() == 500 && failure.reason().equals(Failures.NO_REASON)) {
                log(request, exception);
            }
            return answer;
        };
    }

    /** Anything that no other handler names is a bug: logged once, here, with the ids of the request. */
    @Singleton
    ExceptionHandler<Throwable, HttpResponse<Problem>> bugs() {
        return (request, exception) -> {
            if (exception instanceof IOException) {
                LOG.debug("The connection of a client broke", exception);
            } else {
                log(request, exception);
            }
            return Problems.internal(request);
        };
    }

    @Singleton
    ExceptionHandler<Refusal, HttpResponse<Problem>> refusals() {
        return Problems::of;
    }

    private static void log(HttpRequest<?> request, Throwable exception) {
        LOG.error("{} {} failed", request.getMethodName(), request.getUri().getRawPath(), exception);
    }
}
