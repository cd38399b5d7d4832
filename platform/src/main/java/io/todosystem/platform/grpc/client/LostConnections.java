package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Says UNAVAILABLE wherever a connection broke.
 *
 * <p>gRPC mostly does so itself; a call that it writes at the very moment at which the connection closes ends with
 * UNKNOWN (grpc-java issue 10120). What an upstream answers has no cause on this side.
 */
final class LostConnections implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                super.onClose(named(status), trailers);
                            }
                        },
                        headers);
            }
        };
    }

    private static Status named(Status status) {
        return switch (status.getCode()) {
            case UNKNOWN, INTERNAL ->
                isBroken(status.getCause())
                        ? Status.UNAVAILABLE
                                .withDescription("The connection broke: " + status.getDescription())
                                .withCause(status.getCause())
                        : status;
            default -> status;
        };
    }

    private static boolean isBroken(@Nullable Throwable cause) {
        return cause != null && (cause instanceof ClosedChannelException || isBroken(cause.getCause()));
    }
}
