package io.todosystem.bff.auth;

import io.grpc.Context;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.todosystem.bff.exchange.CallContext;
import io.todosystem.bff.exchange.FilterOrder;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.grpc.BearerToken;

/**
 * Finds out who calls, for every route that is not {@link Public}.
 *
 * <p>Caller and token then stand in the request's {@link Context}, so that channels forward the token. A path that does
 * not exist is not asked for a token: it is 404 for everybody.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AuthenticationFilter {
    private final Authenticator authenticator;

    AuthenticationFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @RequestFilter
    @Order(FilterOrder.AUTHENTICATION)
    @ExecuteOn(TaskExecutors.BLOCKING)
    void authenticate(HttpRequest<?> request, MutablePropagatedContext propagated) {
        if (!needsToken(request)) {
            return;
        }
        var token = BearerHeader.token(request);
        var caller = authenticator.authenticate(token);
        CallContext.change(propagated, context -> context.withValues(BearerToken.KEY, token, Caller.KEY, caller));
    }

    static boolean needsToken(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(AuthenticationFilter::isPrivate)
                .isPresent();
    }

    private static boolean isPrivate(RouteMatch<?> route) {
        AnnotationMetadata marks = route.getAnnotationMetadata();
        return !marks.hasAnnotation(Public.class) && !marks.hasStereotype(Endpoint.class);
    }
}
