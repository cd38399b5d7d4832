package io.todosystem.bff.problem;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody else answers is a bug: logged once, here, with the ids of the request. */
@Factory
final class Bugs {
    private static final Logger LOG = LoggerFactory.getLogger(Bugs.class);

    @Singleton
    ExceptionHandler<Throwable, HttpResponse<Problem>> handler() {
        return (request, exception) -> {
            if (exception instanceof IOException) {
                LOG.debug("The connection of a client broke", exception);
            } else {
                log(request, exception);
            }
            return Problems.internal(request);
        };
    }

    static void log(HttpRequest<?> request, Throwable exception) {
        LOG.error("{} {} failed", request.getMethodName(), request.getUri().getRawPath(), exception);
    }
}
