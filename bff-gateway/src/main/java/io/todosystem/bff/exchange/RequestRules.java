package io.todosystem.bff.exchange;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses what would otherwise be silently passed over: unknown query parameters, and bodies of no or a strange
 * encoding.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class RequestRules {
    @RequestFilter
    @Order(FilterOrder.RULES)
    void check(HttpRequest<?> request) {
        RouteAttributes.getRouteMatch(request).ifPresent(route -> {
            checkParameters(request, route);
            checkBody(request, route);
        });
    }

    private static void checkParameters(HttpRequest<?> request, RouteMatch<?> route) {
        Set<String> unknown = new TreeSet<>(request.getParameters().names());
        if (unknown.isEmpty()) {
            return;
        }
        Set<String> known = arguments(route).stream()
                .map(argument -> argument.getAnnotationMetadata()
                        .stringValue(QueryValue.class)
                        .orElse(""))
                .collect(Collectors.toSet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            var errors = unknown.stream()
                    .limit(20)
                    .map(name -> new Problem.Fault("/" + name, "is no query parameter of this path"))
                    .toList();
            throw Refusal.of("UNKNOWN_PARAMETER", errors);
        }
    }

    private static void checkBody(HttpRequest<?> request, RouteMatch<?> route) {
        if (arguments(route).stream().noneMatch(a -> a.getAnnotationMetadata().hasAnnotation(Body.class))) {
            return;
        }
        var encoding = request.getHeaders().get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Send the body as it is, without Content-Encoding.");
        }
        if (request.getContentType().isEmpty() && hasBody(request)) {
            throw unsupported("Say what the body is: Content-Type: application/json.");
        }
        if (!request.getContentType().map(RequestRules::isUtf8).orElse(true)) {
            throw unsupported("JSON is UTF-8.");
        }
    }

    private static boolean hasBody(HttpRequest<?> request) {
        return request.getContentLength() > 0 || request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The framework takes a charset for the name of one without looking: quotes or nonsense there are an exception. */
    private static boolean isUtf8(MediaType type) {
        var charset = type.getParameters().get("charset").map(name -> name.replace("\"", ""));
        return charset.map(name -> name.equalsIgnoreCase("utf-8")).orElse(true);
    }

    private static Refusal unsupported(String detail) {
        return new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", detail);
    }

    private static List<Argument<?>> arguments(RouteMatch<?> route) {
        return route.getRouteInfo() instanceof MethodBasedRouteInfo<?, ?> info
                ? Arrays.asList(info.getTargetMethod().getArguments())
                : List.of();
    }
}
