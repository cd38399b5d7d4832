package io.todosystem.bff.exchange;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives each request its time, and ends its RPCs when nobody waits for them any more.
 *
 * <p>A request has 15 s, an event stream as long as its client stays. The RPCs of the request end with it, and at once
 * when the client closes the connection.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
public final class DeadlineFilter implements ApplicationEventListener<HttpRequestTerminatedEvent> {
    static final Duration REQUEST_TIME = Duration.ofSeconds(15);

    private static final String CALL = "todo.call";

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("request-deadlines").factory());

    DeadlineFilter() {
        // Nearly every deadline is cancelled by an answer in time; it must not keep the request in memory till then.
        timer.setRemoveOnCancelPolicy(true);
    }

    @RequestFilter
    @Order(FilterOrder.DEADLINE)
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        CancellableContext context = isStream(request)
                ? Context.ROOT.withCancellation()
                : Context.ROOT.withDeadlineAfter(REQUEST_TIME.toMillis(), TimeUnit.MILLISECONDS, timer);
        if (request instanceof NettyHttpRequest<?> netty) {
            var closed = netty.getChannelHandlerContext().channel().closeFuture();
            ChannelFutureListener gone = ignored -> context.cancel(new CancellationException("The client is gone"));
            closed.addListener(gone);
            request.setAttribute(CALL, new Call(context, closed, gone));
        }
        CallContext.change(propagated, root -> context);
    }

    public static boolean isStream(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(route -> route.getRouteInfo().getProduces().contains(MediaType.TEXT_EVENT_STREAM_TYPE))
                .isPresent();
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        event.getSource().getAttribute(CALL, Call.class).ifPresent(Call::end);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    private record Call(CancellableContext context, ChannelFuture closed, ChannelFutureListener gone) {
        void end() {
            closed.removeListener(gone);
            context.cancel(null);
        }
    }
}
