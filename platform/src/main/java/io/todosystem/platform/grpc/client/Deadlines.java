package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.util.concurrent.TimeUnit;

/**
 * Gives every unary call a deadline: its own or 5 s, but never more than what remains of the current request, less a
 * margin in which that request can still answer. A call for which that leaves no time is not made.
 */
final class Deadlines implements ClientInterceptor {
    private static final long DEFAULT_SECONDS = 5;
    private static final long MARGIN_MILLIS = 20;

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        if (method.getType() != MethodType.UNARY) {
            return next.newCall(method, options);
        }
        Deadline deadline = deadlineOf(options);
        return deadline.isExpired() ? new FailedCall<>(late()) : next.newCall(method, options.withDeadline(deadline));
    }

    private static Failure late() {
        return new Failure(
                Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "The request left no time to ask for what it needs");
    }

    private static Deadline deadlineOf(CallOptions options) {
        Deadline set = options.getDeadline();
        Deadline own = set != null ? set : Deadline.after(DEFAULT_SECONDS, TimeUnit.SECONDS);
        Deadline request = Context.current().getDeadline();
        return request == null ? own : own.minimum(request.offset(-MARGIN_MILLIS, TimeUnit.MILLISECONDS));
    }
}
