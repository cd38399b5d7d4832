package io.todosystem.platform.grpc.client;

import io.grpc.ClientCall;
import org.jspecify.annotations.Nullable;

/** A call that reaches nobody: how it ends is all that there is to it. */
abstract class UnsentCall<Q, R> extends ClientCall<Q, R> {
    @Override
    public final void request(int numMessages) {}

    @Override
    public final void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public final void halfClose() {}

    @Override
    public final void sendMessage(Q message) {}
}
