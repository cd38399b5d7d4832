package io.todosystem.platform.grpc;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What callers are told about an exception that nobody meant them to see.
 *
 * <p>An upstream that is down is UNAVAILABLE, a request that has run out of time DEADLINE_EXCEEDED; everything else is
 * a bug: INTERNAL, without a word of its message. What a database's failure means is said where transactions are.
 */
public final class Breakdown {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MAX_CAUSES = 16;

    private Breakdown() {}

    /** The failure behind any exception. {@link #isBug} says whether somebody must look at it. */
    public static Failure explain(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            Failure known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return CallTime.isOver()
                ? CallTime.ended()
                : new Failure(Code.INTERNAL, "INTERNAL", "Something went wrong on our side");
    }

    public static boolean isBug(Failure failure) {
        return failure.code() == Code.INTERNAL;
    }

    private static @Nullable Failure known(Throwable cause) {
        return switch (cause) {
            case Failure failure -> failure;
            case StatusRuntimeException upstream ->
                upstream(upstream.getStatus().getCode());
            case CancellationException _ -> CallTime.isOver() ? CallTime.ended() : null;
            default -> null;
        };
    }

    private static @Nullable Failure upstream(Code code) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> CallTime.late();
            case CANCELLED -> CallTime.isOver() ? CallTime.ended() : null;
            case UNAVAILABLE, RESOURCE_EXHAUSTED ->
                Failure.unavailable("UPSTREAM_UNAVAILABLE", "A service that this needs is not available", SOON);
            default -> null;
        };
    }
}
