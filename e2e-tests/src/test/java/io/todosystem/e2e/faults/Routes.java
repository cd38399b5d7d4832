package io.todosystem.e2e.faults;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.todosystem.e2e.Bearer;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.walk.Operation;
import io.todosystem.e2e.walk.Rpc;
import io.todosystem.proto.access.v1.Rule;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Every door that needs a token: the routes of the served OpenAPI document, and the RPCs of the descriptors. */
final class Routes {
    private static final long HANG_SECONDS = 6;

    private final Stack stack;
    private final Account account;
    private final List<Operation> operations;

    Routes(Stack stack, Account account) {
        this.stack = stack;
        this.account = account;
        this.operations =
                Operation.all(stack.rest()).stream().filter(Operation::secured).toList();
    }

    /**
     * The answer of each route, and of each RPC of these processes, all asked at once: an HTTP status or a code of
     * gRPC, and HANGS for none within 6 s.
     */
    Map<String, String> answers(String... processes) {
        Map<String, Future<String>> calls = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            rest().forEach((name, call) -> calls.put(name, threads.submit(() -> timed(call))));
            rpcs(Set.of(processes)).forEach((name, call) -> calls.put(name, threads.submit(() -> timed(call))));
        }
        Map<String, String> answers = new LinkedHashMap<>();
        calls.forEach((name, call) -> answers.put(name, answer(call)));
        return answers;
    }

    /** What the service answers to a read. */
    String read(String service) {
        return switch (service) {
            case "auth" -> code(service, AuthServiceGrpc.getGetUserMethod());
            case "tasks" -> code(service, TasksServiceGrpc.getListTasksMethod());
            case "notification" -> code(service, NotificationsServiceGrpc.getGetUnreadCountMethod());
            default -> throw new IllegalArgumentException(service);
        };
    }

    private Map<String, Callable<String>> rest() {
        Map<String, Callable<String>> routes = new LinkedHashMap<>();
        for (var operation : operations) {
            routes.put(
                    operation.toString(),
                    () -> status(operation.call(account.rest()).status()));
        }
        return routes;
    }

    private Map<String, Callable<String>> rpcs(Set<String> processes) {
        Map<String, Callable<String>> rpcs = new LinkedHashMap<>();
        Rpc.all().stream()
                .filter(rpc -> processes.contains(rpc.process()))
                .filter(rpc -> rpc.access().getRule() != Rule.RULE_PUBLIC)
                .forEach(rpc -> rpcs.put(rpc.process() + ":" + rpc.service() + "/" + rpc.method(), () -> rpc.call(
                                stack.channel(rpc.process()), account.accessToken())
                        .code()
                        .name()));
        return rpcs;
    }

    private <Q, R> String code(String service, MethodDescriptor<Q, R> method) {
        var channel = ClientInterceptors.intercept(stack.channel(service), Bearer.of(account.accessToken()));
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
