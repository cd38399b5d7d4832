package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.ApplicationContext;
import io.todosystem.platform.lifecycle.Drain;
import io.todosystem.platform.testing.ReplicaNames;
import io.todosystem.platform.testing.TestProperties;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@DisabledOnOs(value = OS.MAC, disabledReason = "There 127.0.0.1 is the only address of the loopback interface")
class DrainIT {
    private static final int CALLERS = 16;
    private static final int ENOUGH = 300;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean calling = new AtomicBoolean(true);
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** The changes carry no key: no rule of ours tries them again. */
    @Test
    void the_end_of_one_of_two_replicas_under_load_fails_no_call() {
        try (ServerUnderTest staying = new ServerUnderTest(Map.of("grpc.server.host", ReplicaNames.FIRST));
                ServerUnderTest ending = replicaOf(staying);
                ApplicationContext client = clientOf(staying);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TasksServiceBlockingStub tasks = TasksServiceGrpc.newBlockingStub(
                    client.getBean(Channels.class).onBehalf("tasks"));
            Context ann = Context.current().withValue(BearerToken.KEY, staying.auth.tokenFor(UUID.randomUUID()));
            for (int i = 0; i < CALLERS; i++) {
                threads.execute(ann.wrap(() -> keepCalling(tasks)));
            }
            try {
                Awaitility.await()
                        .until(() -> staying.services().creations.get() > ENOUGH
                                && ending.services().creations.get() > ENOUGH);
                ending.context.getBean(Drain.class).drain();
                int atTheEnd = answered.get();
                Awaitility.await().until(() -> answered.get() > atTheEnd + ENOUGH || !failures.isEmpty());
            } finally {
                calling.set(false);
            }
        }
        assertThat(failures).isEmpty();
    }

    private static ServerUnderTest replicaOf(ServerUnderTest other) {
        return new ServerUnderTest(Map.of(
                "grpc.server.host",
                ReplicaNames.SECOND,
                "grpc.server.port",
                other.port(),
                "todo.upstreams.auth",
                other.auth.address()));
    }

    private static ApplicationContext clientOf(ServerUnderTest replica) {
        Map<String, Object> properties = TestProperties.with(replica.auth);
        properties.put("todo.upstreams.tasks", ReplicaNames.NAME + ":" + replica.port());
        return ApplicationContext.run(properties);
    }

    private void keepCalling(TasksServiceBlockingStub tasks) {
        while (calling.get()) {
            try {
                var _ = tasks.createTask(CreateTaskRequest.newBuilder()
                        .setTask(TaskInput.newBuilder().setTitle("x"))
                        .build());
                answered.incrementAndGet();
            } catch (StatusRuntimeException e) {
                failures.add(e.getStatus().toString());
            }
        }
    }
}
