package io.todosystem.e2e.faults;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Every door that needs a token: the routes of REST, and the RPCs of tasks and notification from their descriptors. */
final class Routes {
    private static final long HANG_SECONDS = 6;

    private final Stack stack;
    private final Account account;
    private final String task;

    Routes(Stack stack, Account account) {
        this.stack = stack;
        this.account = account;
        this.task = "/api/v1/tasks/"
                + account.rest()
                        .post("/api/v1/tasks", Map.of("title", "Behind the door"))
                        .text("/id");
    }

    /** The answer of each, all asked at once: an HTTP status or a code of gRPC, and HANGS for none within 6 s. */
    Map<String, String> answers() {
        Map<String, Future<String>> calls = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            rest().forEach((name, call) -> calls.put(name, threads.submit(() -> timed(call))));
            rpcs().forEach((name, call) -> calls.put(name, threads.submit(() -> timed(call))));
        }
        Map<String, String> answers = new LinkedHashMap<>();
        calls.forEach((name, call) -> answers.put(name, answer(call)));
        return answers;
    }

    /** What the service answers to a read. */
    String read(String service) {
        return switch (service) {
            case "tasks" -> code(service, TasksServiceGrpc.getListTasksMethod());
            case "notification" -> code(service, NotificationsServiceGrpc.getGetUnreadCountMethod());
            default -> throw new IllegalArgumentException(service);
        };
    }

    private Map<String, Callable<String>> rest() {
        var rest = account.rest();
        Map<String, Callable<String>> routes = new LinkedHashMap<>();
        for (var path : new String[] {
            "/api/v1/me",
            "/api/v1/tasks",
            task,
            "/api/v1/notifications",
            "/api/v1/dashboard",
            "/api/v1/notifications/stream"
        }) {
            routes.put("GET " + path, () -> status(rest.get(path).status()));
        }
        for (var path : new String[] {
            task + ":complete",
            task + ":reopen",
            task + ":cancel",
            "/api/v1/notifications/" + account.id() + ":read",
            "/api/v1/notifications:readAll",
            "/api/v1/auth/logout"
        }) {
            routes.put("POST " + path, () -> status(rest.post(path, Map.of()).status()));
        }
        routes.put(
                "POST /api/v1/tasks",
                () -> status(rest.post("/api/v1/tasks", Map.of("title", "More")).status()));
        routes.put(
                "PATCH " + task,
                () -> status(rest.patch(task, Map.of("title", "Other")).status()));
        routes.put("DELETE " + task, () -> status(rest.delete(task).status()));
        return routes;
    }

    private Map<String, Callable<String>> rpcs() {
        Map<String, Callable<String>> rpcs = new LinkedHashMap<>();
        add(rpcs, "tasks", TasksServiceGrpc.getServiceDescriptor());
        add(rpcs, "notification", NotificationsServiceGrpc.getServiceDescriptor());
        return rpcs;
    }

    private void add(Map<String, Callable<String>> rpcs, String service, ServiceDescriptor descriptor) {
        for (var method : descriptor.getMethods()) {
            rpcs.put(method.getFullMethodName(), () -> code(service, method));
        }
    }

    private <Q, R> String code(String service, MethodDescriptor<Q, R> method) {
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + account.accessToken());
        var channel = ClientInterceptors.intercept(
                stack.channel(service), MetadataUtils.newAttachHeadersInterceptor(headers));
        var options = CallOptions.DEFAULT.withDeadlineAfter(2 * HANG_SECONDS, TimeUnit.SECONDS);
        try {
            if (method.getType() == MethodType.SERVER_STREAMING) {
                var _ = ClientCalls.blockingServerStreamingCall(channel, method, options, empty(method))
                        .next();
            } else {
                var _ = ClientCalls.blockingUnaryCall(channel, method, options, empty(method));
            }
            return Code.OK.name();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode().name();
        }
    }

    private static <Q> Q empty(MethodDescriptor<Q, ?> method) {
        var marshaller = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
        var empty = Objects.requireNonNull(marshaller.getMessagePrototype());
        if (!(empty instanceof Message)) {
            throw new IllegalStateException("no message: " + method);
        }
        return empty;
    }

    private static String timed(Callable<String> call) throws Exception {
        long begin = System.nanoTime();
        var answer = call.call();
        return System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(HANG_SECONDS) ? "HANGS, then " + answer : answer;
    }

    private static String answer(Future<String> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String status(int status) {
        return Integer.toString(status);
    }
}
