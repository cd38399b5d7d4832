package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What callers are told about an exception that nobody meant them to see.
 *
 * <p>A dependency that is down is UNAVAILABLE, a lost race in the database ABORTED {@code TRANSACTION_CONFLICT}, a request
 * that has run out of time DEADLINE_EXCEEDED; everything else is a bug: INTERNAL, without a word of its message.
 */
public final class Breakdown {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MAX_CAUSES = 16;
    private static final long MOMENT_MILLIS = 250;

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
        return requestIsOver() ? ended() : new Failure(Code.INTERNAL, "INTERNAL", "Something went wrong on our side");
    }

    public static boolean isBug(Failure failure) {
        return failure.code() == Code.INTERNAL;
    }

    private static @Nullable Failure known(Throwable cause) {
        return switch (cause) {
            case Failure failure -> failure;
            case StatusRuntimeException upstream ->
                upstream(upstream.getStatus().getCode());
            case SQLTransientConnectionException _, SQLNonTransientConnectionException _ -> database();
            case SQLException sql -> sql(sql.getSQLState());
            case CancellationException _ -> requestIsOver() ? ended() : null;
            default -> null;
        };
    }

    private static @Nullable Failure upstream(Code code) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> deadline();
            case CANCELLED -> requestIsOver() ? ended() : null;
            case UNAVAILABLE, RESOURCE_EXHAUSTED ->
                Failure.unavailable("UPSTREAM_UNAVAILABLE", "A service that this needs is not available", SOON);
            default -> null;
        };
    }

    private static @Nullable Failure sql(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return null;
        }
        return switch (state.substring(0, 2)) {
            case "08", "53" -> database();
            case "57" -> requestIsOver() || (state.equals("57014") && nearlyLate()) ? ended() : database();
            case "40" -> conflict();
            // Waited for a lock longer than lock_timeout.
            default -> state.equals("55P03") ? conflict() : null;
        };
    }

    private static boolean requestIsOver() {
        Deadline deadline = Context.current().getDeadline();
        return Context.current().isCancelled() || (deadline != null && deadline.isExpired());
    }

    /** A statement's timeout is what remained of the request, so it may fire a moment before the request's own. */
    private static boolean nearlyLate() {
        Deadline deadline = Context.current().getDeadline();
        return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) < MOMENT_MILLIS;
    }

    private static Failure ended() {
        return nearlyLate() ? deadline() : new Failure(Code.CANCELLED, "CANCELLED", "The caller gave up");
    }

    private static Failure deadline() {
        return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "This took longer than the caller allowed");
    }

    private static Failure database() {
        return Failure.unavailable("DATABASE_UNAVAILABLE", "The database is not available", SOON);
    }

    private static Failure conflict() {
        return Failure.aborted(
                        "TRANSACTION_CONFLICT", "Somebody else changed the same thing at the same time; try again")
                .retryAfter(Duration.ofMillis(100));
    }
}
