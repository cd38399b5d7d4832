package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.concurrent.TimeUnit;

/**
 * Gives every unary call a deadline: its own or 5 s, but never more than what remains of the current request, less a
 * margin in which that request can still answer.
 */
final class Deadlines implements ClientInterceptor {
    private static final long DEFAULT_SECONDS = 5;
    private static final long MARGIN_MILLIS = 20;

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(
                method, method.getType() == MethodType.UNARY ? options.withDeadline(deadlineOf(options)) : options);
    }

    private static Deadline deadlineOf(CallOptions options) {
        Deadline set = options.getDeadline();
        Deadline own = set != null ? set : Deadline.after(DEFAULT_SECONDS, TimeUnit.SECONDS);
        Deadline request = Context.current().getDeadline();
        return request == null ? own : own.minimum(request.offset(-MARGIN_MILLIS, TimeUnit.MILLISECONDS));
    }
}
