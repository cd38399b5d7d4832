package io.todosystem.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.FieldMask;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.todosystem.e2e.Bearer;
import io.todosystem.e2e.Rest;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The two ways to change a task. Each call is one try. */
interface Door {
    Try create(String key, String title);

    Try update(String key, String taskId);

    Try complete(String key, String taskId);

    /** What became of one try. */
    sealed interface Try {
        record Done(String taskId) implements Try {}

        /** The server, or nobody, was there, and said so: the client may come again. */
        record Refused(String how) implements Try {}

        /** The connection broke before the answer was whole. */
        record Broken(String how) implements Try {}
    }

    static Door rest(Rest rest) {
        return new RestDoor(rest);
    }

    static Door grpc(Channel channel, String accessToken) {
        return new GrpcDoor(TasksServiceGrpc.newBlockingStub(channel).withInterceptors(Bearer.of(accessToken)));
    }

    record RestDoor(Rest rest) implements Door {
        private static final String KEY = "Idempotency-Key";

        @Override
        public Try create(String key, String title) {
            return attempt(() -> rest.post("/api/v1/tasks", Map.of("title", title), KEY, key));
        }

        @Override
        public Try update(String key, String taskId) {
            return attempt(() -> rest.patch("/api/v1/tasks/" + taskId, Map.of("description", key), KEY, key));
        }

        @Override
        public Try complete(String key, String taskId) {
            return attempt(() -> rest.post("/api/v1/tasks/" + taskId + ":complete", Map.of(), KEY, key));
        }

        private static Try attempt(java.util.function.Supplier<Rest.Answer> call) {
            try {
                var answer = call.get();
                return switch (answer.status()) {
                    case 200, 201 -> new Try.Done(answer.text("/id"));
                    case 503, 504 -> new Try.Refused(problem(answer.status(), answer.body()));
                    case 409 -> conflict(answer);
                    default -> throw new AssertionError("unexpected " + answer);
                };
            } catch (UncheckedIOException e) {
                return e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException
                        ? new Try.Refused("connection refused")
                        : new Try.Broken(String.valueOf(e.getCause()));
            }
        }

        /** A first try that is still under way, or that came between. */
        private static Try conflict(Rest.Answer answer) {
            var code = answer.text("/code");
            if (!code.equals("IDEMPOTENCY_IN_FLIGHT") && !code.equals("TRANSACTION_CONFLICT")) {
                throw new AssertionError("unexpected " + answer);
            }
            return new Try.Refused("409 " + code);
        }

        private static String problem(int status, JsonNode body) {
            if (!body.hasNonNull("code")) {
                throw new AssertionError("a refusal that is no problem document: " + status + " " + body);
            }
            return status + " " + body.get("code").asText();
        }
    }

    record GrpcDoor(TasksServiceGrpc.TasksServiceBlockingStub tasks) implements Door {
        @Override
        public Try create(String key, String title) {
            return attempt(stub -> stub.createTask(CreateTaskRequest.newBuilder()
                            .setRequestId(key)
                            .setTask(TaskInput.newBuilder().setTitle(title))
                            .build())
                    .getTask()
                    .getId());
        }

        @Override
        public Try update(String key, String taskId) {
            return attempt(stub -> stub.updateTask(UpdateTaskRequest.newBuilder()
                            .setRequestId(key)
                            .setTaskId(taskId)
                            .setTask(TaskInput.newBuilder().setDescription(key))
                            .setUpdateMask(FieldMask.newBuilder().addPaths("description"))
                            .build())
                    .getTask()
                    .getId());
        }

        @Override
        public Try complete(String key, String taskId) {
            return attempt(stub -> stub.completeTask(CompleteTaskRequest.newBuilder()
                            .setRequestId(key)
                            .setTaskId(taskId)
                            .build())
                    .getTask()
                    .getId());
        }

        private Try attempt(java.util.function.Function<TasksServiceGrpc.TasksServiceBlockingStub, String> call) {
            try {
                return new Try.Done(call.apply(tasks.withDeadlineAfter(6, TimeUnit.SECONDS)));
            } catch (StatusRuntimeException e) {
                return switch (e.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED ->
                        new Try.Refused(e.getStatus().getCode().name());
                    default -> throw new AssertionError("unexpected " + e, e);
                };
            }
        }
    }
}
