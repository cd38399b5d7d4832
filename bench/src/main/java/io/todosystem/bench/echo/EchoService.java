package io.todosystem.bench.echo;

import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Requires;
import io.todosystem.proto.bench.v1.EchoOpenlyRequest;
import io.todosystem.proto.bench.v1.EchoOpenlyResponse;
import io.todosystem.proto.bench.v1.EchoServiceGrpc;
import io.todosystem.proto.bench.v1.EchoToUserRequest;
import io.todosystem.proto.bench.v1.EchoToUserResponse;
import jakarta.inject.Singleton;

/** The same on every server. */
@Singleton
@Requires(property = "bench.echo")
final class EchoService extends EchoServiceGrpc.EchoServiceImplBase {
    @Override
    public void echoOpenly(EchoOpenlyRequest request, StreamObserver<EchoOpenlyResponse> observer) {
        observer.onNext(
                EchoOpenlyResponse.newBuilder().setText(request.getText()).build());
        observer.onCompleted();
    }

    @Override
    public void echoToUser(EchoToUserRequest request, StreamObserver<EchoToUserResponse> observer) {
        observer.onNext(
                EchoToUserResponse.newBuilder().setText(request.getText()).build());
        observer.onCompleted();
    }
}
