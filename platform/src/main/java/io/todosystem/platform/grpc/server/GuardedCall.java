package io.todosystem.platform.grpc.server;

import io.grpc.Context.CancellableContext;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Breakdown;
import io.todosystem.platform.grpc.FailureMapping;
import io.todosystem.platform.grpc.ResponseMetadata;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that can be ended from any thread, once.
 *
 * <p>{@link ServerCall} is not thread-safe, yet deadlines and revocations end a call while its method still answers:
 * what comes after the end is dropped, and the context is cancelled so that the method can notice.
 */
final class GuardedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private static final Logger log = LoggerFactory.getLogger(GuardedCall.class);

    private final Metadata responseMetadata;
    private final CallRecord record;
    private final CancellableContext context;
    private final Runnable whenFinished;
    private boolean headersSent;
    private boolean closed;

    GuardedCall(ServerCall<Q, R> call, CancellableContext context, CallRecord record, Runnable whenFinished) {
        super(call);
        this.context = context;
        this.record = record;
        this.whenFinished = whenFinished;
        this.responseMetadata = Objects.requireNonNull(ResponseMetadata.KEY.get(context));
    }

    CallRecord record() {
        return record;
    }

    /** In which the method runs. */
    CancellableContext context() {
        return context;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!closed) {
            headersSent = true;
            synchronized (responseMetadata) {
                headers.merge(responseMetadata);
            }
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(R message) {
        if (!closed) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return closed || super.isCancelled();
    }

    /** What the method itself ends with; an exception that it passed to {@code onError} is mapped like a thrown one. */
    @Override
    public void close(Status status, Metadata trailers) {
        Throwable cause = status.getCause();
        if (status.getCode() == Status.Code.UNKNOWN && cause != null) {
            fail(cause);
        } else {
            closeOnce(status, trailers);
        }
    }

    /** Ends the call with what an exception means, and logs it if it is a bug or a broken dependency. */
    void fail(Throwable thrown) {
        context.run(() -> {
            Failure failure = Breakdown.explain(thrown);
            logUnlessExpected(failure, thrown);
            end(failure);
        });
    }

    void end(Failure failure) {
        StatusRuntimeException mapped = FailureMapping.toStatus(failure);
        closeOnce(mapped.getStatus(), Objects.requireNonNullElseGet(mapped.getTrailers(), Metadata::new));
        context.cancel(mapped);
    }

    /** The caller is gone or the answer is out. */
    void finished(Status.Code code) {
        if (record.finish(code)) {
            whenFinished.run();
        }
        context.cancel(null);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void closeOnce(Status status, Metadata trailers) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (!headersSent) {
                synchronized (responseMetadata) {
                    trailers.merge(responseMetadata);
                }
            }
            super.close(status, trailers);
        }
        if (record.finish(status.getCode())) {
            whenFinished.run();
        }
    }

    private void logUnlessExpected(Failure failure, Throwable thrown) {
        String method = getMethodDescriptor().getFullMethodName();
        if (Breakdown.isBug(failure)) {
            log.error("{} ended by a bug", method, thrown);
        } else if (!(thrown instanceof Failure) && failure.code() == Status.Code.UNAVAILABLE) {
            log.warn("{} ended with {}: {}", method, failure.reason(), thrown.toString());
        }
    }
}
