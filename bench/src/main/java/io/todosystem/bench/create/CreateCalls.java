package io.todosystem.bench.create;

import io.grpc.Metadata;
import io.todosystem.bench.load.GrpcCalls;
import io.todosystem.bench.load.Workload;
import io.todosystem.bench.stage.StubAuth;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.Priority;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateTask} at {@code target}, each time in the name of another user and so into another list; with
 * {@code permission} each call names a trace of its own and permits that it is kept, or does not.
 */
public final class CreateCalls implements Workload {
    /** Fewer lists, and the measure would be of a list's counter. */
    static final int USERS = 1_000;

    private static final Metadata.Key<String> TRACE = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final GrpcCalls calls;
    private final @Nullable String flags;
    private final AtomicInteger next = new AtomicInteger();
    private final List<String> tokens =
            IntStream.range(0, USERS).mapToObj(StubAuth::token).toList();

    public CreateCalls(Map<String, String> settings) {
        calls = new GrpcCalls(settings.getOrDefault("target", ""));
        String permission = settings.get("permission");
        flags = permission == null ? null : Boolean.parseBoolean(permission) ? "01" : "00";
    }

    @Override
    public CompletionStage<?> start(int caller) {
        int number = next.getAndIncrement();
        CreateTaskRequest request = CreateTaskRequest.newBuilder()
                .setTask(TaskInput.newBuilder()
                        .setTitle(NewTask.title(number))
                        .setDescription(NewTask.DESCRIPTION)
                        .setPriority(Priority.PRIORITY_HIGH)
                        .addAllTags(NewTask.TAGS))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        Metadata headers = new Metadata();
        if (flags != null) {
            headers.put(TRACE, trace(flags));
        }
        return calls.call(
                TasksServiceGrpc.getCreateTaskMethod(), request, tokens.get(Math.floorMod(number, USERS)), headers);
    }

    private static String trace(String flags) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-" + flags;
    }

    @Override
    public void close() {
        calls.close();
    }
}
