package io.todosystem.bench.echo;

import io.todosystem.bench.load.GrpcCalls;
import io.todosystem.bench.load.Workload;
import io.todosystem.bench.stage.StubAuth;
import io.todosystem.proto.bench.v1.EchoOpenlyRequest;
import io.todosystem.proto.bench.v1.EchoServiceGrpc;
import io.todosystem.proto.bench.v1.EchoToUserRequest;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An echo from {@code target}: {@code as=user} with a token, {@code as=anybody} without, {@code as=bare} with one
 * nobody reads.
 */
public final class EchoCalls implements Workload {
    private static final String TEXT = "Write the report with the number 4711";

    private final GrpcCalls calls;
    private final boolean openly;
    private final @Nullable String token;

    public EchoCalls(Map<String, String> settings) {
        calls = new GrpcCalls(settings.getOrDefault("target", ""));
        openly = "anybody".equals(settings.get("as"));
        token = openly ? null : StubAuth.token(1);
    }

    @Override
    public CompletionStage<?> start(int caller) {
        return openly
                ? calls.call(
                        EchoServiceGrpc.getEchoOpenlyMethod(),
                        EchoOpenlyRequest.newBuilder().setText(TEXT).build(),
                        token)
                : calls.call(
                        EchoServiceGrpc.getEchoToUserMethod(),
                        EchoToUserRequest.newBuilder().setText(TEXT).build(),
                        token);
    }

    @Override
    public void close() {
        calls.close();
    }
}
