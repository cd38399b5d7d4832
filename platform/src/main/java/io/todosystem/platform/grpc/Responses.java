package io.todosystem.platform.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/**
 * Answers a unary RPC with what a plain blocking method returns.
 *
 * <p>Whatever the method throws goes on to the server's interceptor, which maps it once for every RPC: a
 * {@link io.todosystem.platform.failure.Failure} as it says, a broken dependency to UNAVAILABLE, a bug to INTERNAL
 * without its message.
 */
public final class Responses {
    private Responses() {}

    public static <T> void respond(StreamObserver<T> observer, Supplier<T> work) {
        T answer = work.get();
        observer.onNext(answer);
        observer.onCompleted();
    }
}
