package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One unary call made of several tries.
 *
 * <p>Nothing goes out before the message is complete; from then on each try is a call of its own. Once an upstream has
 * begun to answer there is no other try.
 */
final class RetryingCall<Q, R> extends ClientCall<Q, R> {
    private final Supplier<ClientCall<Q, R>> tries;
    private final Retries retries;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Context context = Context.current();
    private @Nullable Listener<R> listener;
    private @Nullable Metadata headers;
    private @Nullable Q message;
    private @Nullable ClientCall<Q, R> current;
    private int requested;
    private boolean cancelled;
    private boolean closed;

    RetryingCall(
            Supplier<ClientCall<Q, R>> tries, Retries retries, MethodDescriptor<Q, R> method, CallOptions options) {
        this.tries = tries;
        this.retries = retries;
        this.method = method;
        this.options = options;
    }

    @Override
    public void start(Listener<R> answers, Metadata metadata) {
        listener = answers;
        headers = metadata;
    }

    @Override
    public void sendMessage(Q request) {
        message = request;
    }

    @Override
    public void halfClose() {
        attempt(1);
    }

    @Override
    public void request(int numMessages) {
        ClientCall<Q, R> call;
        synchronized (this) {
            requested += numMessages;
            call = current;
        }
        if (call != null) {
            call.request(numMessages);
        }
    }

    @Override
    public void cancel(@Nullable String reason, @Nullable Throwable cause) {
        ClientCall<Q, R> call;
        synchronized (this) {
            cancelled = true;
            call = current;
        }
        if (call != null) {
            call.cancel(reason, cause);
        } else {
            close(Status.CANCELLED.withDescription(reason).withCause(cause), new Metadata());
        }
    }

    private void attempt(int number) {
        ClientCall<Q, R> call = tries.get();
        int wanted;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            current = call;
            wanted = requested;
        }
        Metadata copy = new Metadata();
        copy.merge(Objects.requireNonNull(headers));
        call.start(new TryListener(number), copy);
        if (wanted > 0) {
            call.request(wanted);
        }
        call.sendMessage(Objects.requireNonNull(message));
        call.halfClose();
    }

    /**
     * A blocking stub only looks up for what its own executor runs, and a try may block: it may ask for a token first.
     */
    private void onCallersThread(Runnable work) {
        Executor executor = options.getExecutor();
        if (executor == null) {
            Thread.startVirtualThread(work);
        } else {
            executor.execute(work);
        }
    }

    /** Between two tries nobody would see what is thrown, and the caller would wait for ever. */
    private void attemptOrFail(int number) {
        try {
            attempt(number);
        } catch (RuntimeException e) {
            close(Status.UNKNOWN.withCause(e), new Metadata());
        }
    }

    private void close(Status status, Metadata trailers) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (listener != null) {
            listener.onClose(status, trailers);
        }
    }

    private boolean scheduled(int number, Status status) {
        Duration pause = Retries.pauseAfter(number, options);
        if (pause.isNegative() || !retries.again(number, status, method, Objects.requireNonNull(message))) {
            return false;
        }
        synchronized (this) {
            if (cancelled) {
                return false;
            }
            current = null;
        }
        Runnable next = context.wrap(() -> attemptOrFail(number + 1));
        Future<?> _ = retries.timer().schedule(() -> onCallersThread(next), pause.toNanos(), TimeUnit.NANOSECONDS);
        return true;
    }

    private final class TryListener extends Listener<R> {
        private final int number;
        private final Listener<R> outer = Objects.requireNonNull(listener);
        private boolean answered;

        TryListener(int number) {
            this.number = number;
        }

        @Override
        public void onHeaders(Metadata answer) {
            answered = true;
            outer.onHeaders(answer);
        }

        @Override
        public void onMessage(R answer) {
            answered = true;
            outer.onMessage(answer);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (answered || !scheduled(number, status)) {
                close(status, trailers);
            }
        }

        @Override
        public void onReady() {
            outer.onReady();
        }
    }
}
