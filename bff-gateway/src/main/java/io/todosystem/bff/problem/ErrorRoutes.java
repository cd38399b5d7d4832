package io.todosystem.bff.problem;

import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;

/**
 * Answers of the requests that were refused, by the gateway or by a service.
 *
 * <p>They are routes and no {@link io.micronaut.http.server.exceptions.ExceptionHandler}: Micronaut looks through all
 * beans for the handler of each exception anew, a quarter of what a refusal costs here.
 */
@Controller
final class ErrorRoutes {
    @Error(global = true)
    HttpResponse<Problem> refused(HttpRequest<?> request, Refusal refusal) {
        return Problems.of(request, refusal);
    }

    @Error(global = true)
    HttpResponse<Problem> failed(HttpRequest<?> request, Failure failure) {
        return Problems.of(request, failure);
    }

    @Error(global = true)
    HttpResponse<Problem> answered(HttpRequest<?> request, StatusRuntimeException status) {
        Failure failure = Failures.from(status);
        HttpResponse<Problem> answer = Problems.of(request, failure);
        // A service has logged what it gives a reason for.
        if (answer.code() == 500 && failure.reason().equals(Failures.NO_REASON)) {
            Bugs.log(request, status);
        }
        return answer;
    }
}
