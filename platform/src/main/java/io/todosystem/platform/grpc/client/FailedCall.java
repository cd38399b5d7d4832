package io.todosystem.platform.grpc.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import java.util.Objects;

/** A call that was never made, because of a failure on this side: it says nothing about the upstream. */
final class FailedCall<Q, R> extends UnsentCall<Q, R> {
    private final Failure failure;

    FailedCall(Failure failure) {
        this.failure = failure;
    }

    /** Causes do not cross the wire, so a status with this one was not the upstream's. */
    static boolean isEndOf(Status status) {
        return status.getCause() instanceof Failure;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        StatusRuntimeException mapped = FailureMapping.toStatus(failure);
        listener.onClose(
                mapped.getStatus().withCause(failure),
                Objects.requireNonNullElseGet(mapped.getTrailers(), Metadata::new));
    }
}
