package io.todosystem.platform.grpc.server;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.todosystem.platform.failure.Failure;

/** Runs the inner interceptors and the method, and turns what they throw into the call's end. */
final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final GuardedCall<Q, ?> call;

    GuardedListener(ServerCall.Listener<Q> inner, GuardedCall<Q, ?> call) {
        super(inner);
        this.call = call;
    }

    /** In place of a message that it could not read {@link Decoding} hands over a failure. */
    @Override
    public void onMessage(Q message) {
        if (message instanceof Failure failure) {
            call.end(failure);
        } else {
            run(() -> super.onMessage(message));
        }
    }

    @Override
    public void onHalfClose() {
        run(super::onHalfClose);
    }

    @Override
    public void onReady() {
        run(super::onReady);
    }

    @Override
    public void onCancel() {
        Deadline deadline = Context.current().getDeadline();
        boolean late = deadline != null && deadline.isExpired();
        call.finished(late ? Status.Code.DEADLINE_EXCEEDED : Status.Code.CANCELLED);
        super.onCancel();
    }

    @Override
    public void onComplete() {
        call.finished(Status.Code.OK);
        super.onComplete();
    }

    private void run(Runnable event) {
        if (call.isClosed()) {
            return;
        }
        try {
            event.run();
        } catch (Throwable thrown) {
            call.fail(thrown);
        }
    }
}
