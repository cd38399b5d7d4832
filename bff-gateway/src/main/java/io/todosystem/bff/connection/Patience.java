package io.todosystem.bff.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection may still take for what it is expected to do next.
 *
 * <p>Each request moves the end several times, so it is only noted, and looked at four times a second.
 */
final class Patience {
    private static final long INTERVAL_MILLIS = 250;

    private boolean idle;
    private boolean waiting;
    private long endNanos;
    private @Nullable ScheduledFuture<?> looking;

    void watch(ChannelHandlerContext ctx, Runnable atEnd) {
        looking = ctx.executor()
                .scheduleWithFixedDelay(() -> look(atEnd), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The next request may begin. */
    void idle(Duration time) {
        idle = true;
        until(time);
    }

    /** Only the first byte moves the end: those after it do not buy more time. */
    void firstByte(Duration time) {
        if (idle) {
            idle = false;
            until(time);
        }
    }

    /** The headers are there. */
    void body(Duration time) {
        idle = false;
        until(time);
    }

    /** The next move is ours. */
    void none() {
        waiting = false;
    }

    void end() {
        waiting = false;
        if (looking != null) {
            looking.cancel(false);
        }
    }

    private void until(Duration time) {
        waiting = true;
        endNanos = System.nanoTime() + time.toNanos();
    }

    private void look(Runnable atEnd) {
        if (waiting && System.nanoTime() - endNanos >= 0) {
            waiting = false;
            atEnd.run();
        }
    }
}
