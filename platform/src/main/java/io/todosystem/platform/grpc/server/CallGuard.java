package io.todosystem.platform.grpc.server;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import io.todosystem.platform.grpc.QuietMethods;
import io.todosystem.platform.grpc.RequestId;
import io.todosystem.platform.grpc.ResponseMetadata;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The outermost of our interceptors: gives each call its context, its limit and its deadline, and maps whatever ends
 * it.
 *
 * <p>Unary calls whose caller set no deadline get the default one, so that no call is without.
 */
final class CallGuard implements ServerInterceptor {
    private final ServerMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Duration defaultDeadline;
    private final Semaphore calls;
    private final Semaphore vital;
    private final Semaphore streams;
    private final Status refusal;
    private final Metadata refusalDetails;

    CallGuard(ServerMetrics metrics, ScheduledExecutorService timer, ServerSettings settings) {
        this.metrics = metrics;
        this.timer = timer;
        this.defaultDeadline = settings.defaultDeadline();
        this.calls = new Semaphore(settings.maxConcurrentCalls());
        this.vital = new Semaphore(settings.maxConcurrentCalls());
        this.streams = new Semaphore(settings.maxConcurrentStreams());
        StatusRuntimeException tooMany = FailureMapping.toStatus(Failure.resourceExhausted(
                "TOO_MANY_CALLS", "Too many calls at once; try again", Duration.ofSeconds(1)));
        this.refusal = tooMany.getStatus();
        this.refusalDetails = Objects.requireNonNull(tooMany.getTrailers());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        boolean unary = call.getMethodDescriptor().getType() == MethodType.UNARY;
        Semaphore limit = unary ? placesOf(call) : streams;
        if (!limit.tryAcquire()) {
            return refuse(call);
        }
        GuardedCall<Q, R> guarded = guard(call, headers, unary, limit::release);
        CancellableContext context = guarded.context();
        context.addListener(ended -> endAtDeadline(ended, guarded), Runnable::run);
        try {
            return new GuardedListener<>(Contexts.interceptCall(context, guarded, headers, next), guarded);
        } catch (Throwable thrown) {
            guarded.fail(thrown);
            return new ServerCall.Listener<>() {};
        }
    }

    /** With an answer made before: whoever is refused must cost next to nothing, or those in the work pay for them. */
    private <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call) {
        Metadata trailers = new Metadata();
        trailers.merge(refusalDetails);
        call.close(refusal, trailers);
        new CallRecord(call.getMethodDescriptor().getFullMethodName(), metrics, Context.current())
                .finish(refusal.getCode());
        return new ServerCall.Listener<>() {};
    }

    private Semaphore placesOf(ServerCall<?, ?> unary) {
        return QuietMethods.isVital(unary.getMethodDescriptor().getFullMethodName()) ? vital : calls;
    }

    private <Q, R> GuardedCall<Q, R> guard(
            ServerCall<Q, R> call, Metadata headers, boolean unary, Runnable whenFinished) {
        Context named = Context.current()
                .withValues(
                        RequestId.KEY,
                        RequestId.keepOrMake(headers.get(RequestId.HEADER)),
                        ResponseMetadata.KEY,
                        new Metadata());
        CancellableContext context = unary && named.getDeadline() == null
                ? named.withDeadlineAfter(defaultDeadline.toNanos(), TimeUnit.NANOSECONDS, timer)
                : named.withCancellation();
        CallRecord record = new CallRecord(call.getMethodDescriptor().getFullMethodName(), metrics, named);
        return new GuardedCall<>(call, context, record, whenFinished);
    }

    /** A deadline that the caller set is kept by gRPC; ending the call here as well changes nothing. */
    private static void endAtDeadline(Context ended, GuardedCall<?, ?> call) {
        if (ended.cancellationCause() instanceof TimeoutException) {
            call.end(new Failure(
                    Status.Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "This took longer than the caller allowed"));
        }
    }
}
