package io.todosystem.bench.gateway;

import io.todosystem.bench.load.GrpcCalls;
import io.todosystem.bench.load.Workload;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** {@code GetTask} of one task, straight from tasks. */
public final class GetTaskCalls implements Workload {
    private final GrpcCalls calls;
    private final GetTaskRequest request;
    private final String token;

    public GetTaskCalls(Map<String, String> settings) {
        calls = new GrpcCalls(settings.getOrDefault("target", ""));
        request = GetTaskRequest.newBuilder()
                .setTaskId(settings.getOrDefault("task", ""))
                .build();
        token = settings.getOrDefault("token", "");
    }

    @Override
    public CompletionStage<?> start(int caller) {
        return calls.call(TasksServiceGrpc.getGetTaskMethod(), request, token);
    }

    @Override
    public void close() {
        calls.close();
    }
}
