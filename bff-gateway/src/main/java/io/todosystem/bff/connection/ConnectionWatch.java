package io.todosystem.bff.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.todosystem.bff.exchange.Exchange;
import io.todosystem.bff.exchange.HttpSettings;
import io.todosystem.platform.lifecycle.Drain;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one connection and the framework: nobody holds the connection by sending slowly or by saying nothing,
 * no answer leaves without what every answer carries, and while the process drains each answer is the last.
 *
 * <p>All of it happens on the connection's event loop.
 */
final class ConnectionWatch extends ChannelDuplexHandler {
    private final HttpSettings settings;
    private final BodyBudget bodies;
    private final Drain drain;
    private final Patience patience = new Patience();
    private @Nullable HttpRequest request;
    private long requestedAt;
    private int unanswered;
    private long bodyBytes;
    private boolean refused;
    private boolean last;

    ConnectionWatch(HttpSettings settings, BodyBudget bodies, Drain drain) {
        this.settings = settings;
        this.bodies = bodies;
        this.drain = drain;
    }

    /** Goes before the codec, which says nothing of a request until it has all its headers. */
    ChannelInboundHandler ofBytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object bytes) {
                patience.firstByte(settings.headerTimeout());
                ctx.fireChannelRead(bytes);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        patience.idle(settings.idleTimeout());
        patience.watch(ctx, () -> giveUp(ctx));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        patience.end();
        bodies.giveBack(bodyBytes);
        bodyBytes = 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest begun) {
            request = begun;
            requestedAt = System.nanoTime();
            unanswered++;
            patience.body(settings.bodyTimeout());
            if (begun.protocolVersion().majorVersion() != 1) {
                ReferenceCountUtil.release(message);
                refuse(ctx, HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP_VERSION", "This is HTTP/1.1.");
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            received();
        }
        if (message instanceof HttpContent content && !fits(content)) {
            ReferenceCountUtil.release(message);
            refuse(
                    ctx,
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "OVERLOADED",
                    "Too many large bodies at once: try again.");
            return;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (message instanceof HttpResponse response && isFinal(response)) {
            begin(response);
        }
        if (message instanceof LastHttpContent && !(message instanceof HttpResponse response && !isFinal(response))) {
            var _ = ctx.write(message, last ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
            answered();
        } else {
            var _ = ctx.write(message, promise);
        }
    }

    /** The answer may have come before the end of the body. */
    private void received() {
        if (unanswered == 0) {
            patience.idle(settings.idleTimeout());
        } else {
            patience.none();
        }
    }

    /** An answer that began before the drain did not say that it is the last, so it is not: the next one will be. */
    private void begin(HttpResponse response) {
        if (drain.begun()) {
            last = true;
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (!PlainAnswer.isComplete(response)) {
            PlainAnswer.complete(response);
            log(response);
        }
    }

    private void answered() {
        unanswered--;
        bodies.giveBack(bodyBytes);
        bodyBytes = 0;
        if (unanswered == 0) {
            patience.idle(settings.idleTimeout());
        }
    }

    private boolean fits(HttpContent content) {
        int more = content.content().readableBytes();
        bodyBytes += more;
        return more == 0 || bodies.take(more, bodyBytes);
    }

    private void giveUp(ChannelHandlerContext ctx) {
        if (unanswered == 0) {
            var _ = ctx.close();
        } else {
            refuse(ctx, HttpResponseStatus.REQUEST_TIMEOUT, "BODY_TIMEOUT", "The body did not come in time.");
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String code, String detail) {
        var answer = PlainAnswer.problem(status, code, detail);
        PlainAnswer.complete(answer);
        log(answer);
        refused = true;
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void log(HttpResponse response) {
        var asked = request;
        if (asked != null) {
            var took = Duration.ofNanos(System.nanoTime() - requestedAt);
            Exchange.log(
                    asked.method().name(), path(asked.uri()), response.status().code(), took);
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        return path.length() <= 200 ? path : path.substring(0, 200);
    }

    private static boolean isFinal(HttpResponse response) {
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }
}
