package io.todosystem.platform.grpc.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that the upstream answers with a failure. */
final class AnsweredCall<Q, R> extends ClientCall<Q, R> {
    private final Failure failure;

    AnsweredCall(Failure failure) {
        this.failure = failure;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        StatusRuntimeException mapped = FailureMapping.toStatus(failure);
        listener.onClose(mapped.getStatus(), Objects.requireNonNullElseGet(mapped.getTrailers(), Metadata::new));
    }

    @Override
    public void request(int numMessages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
}
