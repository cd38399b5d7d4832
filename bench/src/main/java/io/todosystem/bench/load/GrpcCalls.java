package io.todosystem.bench.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Unary calls with as little around them as gRPC allows: one channel, no executor, an answer that is only counted. */
public final class GrpcCalls implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long DEADLINE_SECONDS = 5;

    private final ManagedChannel channel;

    public GrpcCalls(String target) {
        channel = NettyChannelBuilder.forTarget("dns:///" + target)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    public Channel channel() {
        return channel;
    }

    /** Within 5 s, in the name of whoever the token belongs to. */
    public <Q, R> CompletionStage<R> call(MethodDescriptor<Q, R> method, Q request, @Nullable String token) {
        return call(method, request, token, new Metadata());
    }

    /** The same with these headers beside the token. */
    public <Q, R> CompletionStage<R> call(
            MethodDescriptor<Q, R> method, Q request, @Nullable String token, Metadata headers) {
        ClientCall<Q, R> call = newCall(method);
        if (token != null) {
            headers.put(AUTHORIZATION, "Bearer " + token);
        }
        CompletableFuture<R> answer = new CompletableFuture<>();
        call.start(new Answer<>(answer), headers);
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return answer;
    }

    /** Begun where the last answer came, a call would be in a context inside the last call's, and so on without end. */
    private <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method) {
        Context before = Context.ROOT.attach();
        try {
            return channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } finally {
            Context.ROOT.detach(before);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Answer<R> extends ClientCall.Listener<R> {
        private final CompletableFuture<R> future;
        private @Nullable R message;

        Answer(CompletableFuture<R> future) {
            this.future = future;
        }

        @Override
        public void onMessage(R received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk() && message != null) {
                future.complete(message);
            } else {
                future.completeExceptionally(status.asRuntimeException(trailers));
            }
        }
    }
}
