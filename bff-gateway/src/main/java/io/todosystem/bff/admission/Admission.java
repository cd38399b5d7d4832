package io.todosystem.bff.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.web.router.RouteAttributes;
import io.todosystem.bff.auth.Strangers;
import io.todosystem.bff.exchange.DeadlineFilter;
import io.todosystem.bff.exchange.Exchange;
import io.todosystem.bff.exchange.FilterOrder;
import io.todosystem.bff.password.HashesPassword;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses at once what is more than can be worked on, so that the rest is answered in time.
 *
 * <p>A request whose body is still on its way is let in when it is there: whoever sends slowly would otherwise hold the
 * place of others. Strangers, guessers of tokens among them, take a part of the places at most.
 * Streams have limits of their own, and so has what hashes passwords.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class Admission implements ApplicationEventListener<HttpRequestTerminatedEvent> {
    /** Whether a stranger was. */
    private static final String ADMITTED = "todo.admitted";

    private static final Duration LATER = Duration.ofSeconds(1);

    private final Places places;
    private final Strangers strangers;
    private final Counter refused;

    Admission(Places places, Strangers strangers, MeterRegistry metrics) {
        this.places = places;
        this.strangers = strangers;
        this.refused = Counter.builder("todo.http.requests.refused")
                .description("Requests refused because too many were in the work")
                .register(metrics);
    }

    @RequestFilter
    @Order(FilterOrder.ADMISSION)
    void admit(HttpRequest<?> request) {
        if (isLimited(request) && isReceived(request)) {
            enter(request);
        }
    }

    @RequestFilter
    @Order(FilterOrder.LATE_ADMISSION)
    CompletionStage<HttpRequest<?>> admitLate(HttpRequest<?> request) {
        if (!isLimited(request) || request.getAttribute(ADMITTED).isPresent()) {
            return CompletableFuture.completedFuture(request);
        }
        var body = ((ServerHttpRequest<?>) request).byteBody();
        // Not on the thread that has just received it: the body is not to be touched inside of that.
        return body.split(SplitBackpressureMode.FASTEST)
                .buffer()
                .thenApplyAsync(
                        received -> {
                            received.close();
                            enter(request);
                            return request;
                        },
                        Thread::startVirtualThread);
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        event.getSource().removeAttribute(ADMITTED, Boolean.class).ifPresent(places::leave);
    }

    private void enter(HttpRequest<?> request) {
        boolean stranger = strangers.sent(request);
        if (!places.enter(stranger)) {
            refused.increment();
            throw Failure.unavailable("OVERLOADED", "There is more to do than can be done now: try again", LATER);
        }
        request.setAttribute(ADMITTED, stranger);
    }

    private static boolean isLimited(HttpRequest<?> request) {
        return request instanceof ServerHttpRequest<?>
                && !Exchange.isAboutTheProcess(request.getPath())
                && !DeadlineFilter.isStream(request)
                && !hashesPassword(request);
    }

    private static boolean hashesPassword(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(HashesPassword.class))
                .isPresent();
    }

    private static boolean isReceived(HttpRequest<?> request) {
        return request instanceof ServerHttpRequest<?> received && received.byteBody() instanceof AvailableByteBody;
    }
}
