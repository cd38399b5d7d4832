package io.todosystem.platform.grpc.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import java.util.Objects;

/** A call that ends as the upstream, or the way to it, says. */
final class AnsweredCall<Q, R> extends UnsentCall<Q, R> {
    private final Status status;
    private final Metadata trailers;

    private AnsweredCall(Status status, Metadata trailers) {
        this.status = status;
        this.trailers = trailers;
    }

    static <Q, R> AnsweredCall<Q, R> by(Failure failure) {
        StatusRuntimeException mapped = FailureMapping.toStatus(failure);
        return new AnsweredCall<>(
                mapped.getStatus(), Objects.requireNonNullElseGet(mapped.getTrailers(), Metadata::new));
    }

    static <Q, R> AnsweredCall<Q, R> by(Status status) {
        return new AnsweredCall<>(status, new Metadata());
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        listener.onClose(status, trailers);
    }
}
