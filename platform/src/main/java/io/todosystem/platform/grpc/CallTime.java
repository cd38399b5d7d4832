package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.util.concurrent.TimeUnit;

/** Whether somebody still waits for the call that is served on this thread; outside of one somebody always does. */
public final class CallTime {
    private static final long MOMENT_MILLIS = 250;

    private CallTime() {}

    /** The caller gave up, or its time is over. */
    public static boolean isOver() {
        Deadline deadline = Context.current().getDeadline();
        return Context.current().isCancelled() || (deadline != null && deadline.isExpired());
    }

    /** A timeout that was set to what remained of the call may fire a moment before the call's own. */
    public static boolean isNearlyOver() {
        Deadline deadline = Context.current().getDeadline();
        return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) < MOMENT_MILLIS;
    }

    /** What a call that is over ends with: DEADLINE_EXCEEDED, or CANCELLED if its caller gave up before. */
    public static Failure ended() {
        return isNearlyOver() ? late() : new Failure(Code.CANCELLED, "CANCELLED", "The caller gave up");
    }

    static Failure late() {
        return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "This took longer than the caller allowed");
    }
}
