package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** More calls than a server takes: what has begun is done, the rest hears so at once. */
class OverloadIT {
    private static final int CALLS = 8;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger inWork = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerUnderTest server;
    private TasksServiceBlockingStub ann;

    @BeforeEach
    void start() {
        server = new ServerUnderTest(Map.of("todo.server.max-concurrent-calls", CALLS));
        ann = TestChannels.withToken(
                TasksServiceGrpc.newBlockingStub(server.channel), server.auth.tokenFor(UUID.randomUUID()));
        get();
        server.services().get = this::held;
    }

    @AfterEach
    void stop() {
        gate.countDown();
        threads.close();
        server.close();
    }

    @Test
    void one_too_many_is_refused_at_once_and_the_others_finish() throws Exception {
        List<Future<Task>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(threads.submit(this::get));
        }
        Awaitility.await().until(() -> inWork.get() == CALLS);

        List<Duration> refusals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            Failure refusal = Failures.from(catchThrowableOfType(StatusRuntimeException.class, this::get));
            refusals.add(Duration.ofNanos(System.nanoTime() - begin));
            assertThat(refusal.reason()).isEqualTo("TOO_MANY_CALLS");
            assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(1));
        }
        assertThat(refusals.stream().sorted().toList().get(10)).isLessThan(Duration.ofMillis(50));

        gate.countDown();
        for (Future<Task> call : calls) {
            call.get();
        }
        get();
    }

    @Test
    void who_gives_up_makes_room() {
        for (int i = 1; i <= 3 * CALLS; i++) {
            int begun = i;
            Context.CancellableContext caller = Context.current().withCancellation();
            Future<?> call = threads.submit(
                    caller.wrap(() -> catchThrowableOfType(StatusRuntimeException.class, OverloadIT.this::get)));
            Awaitility.await().until(() -> inWork.get() >= begun);
            caller.cancel(new CancellationException("gone"));
            Awaitility.await().until(call::isDone);
        }
        server.services().get = task -> task;
        get();
    }

    /** As long as the gate is closed and somebody waits for the answer. */
    private Task held(Task asked) {
        CountDownLatch over = new CountDownLatch(1);
        Context.current().addListener(_ -> over.countDown(), Runnable::run);
        var _ = threads.submit(() -> {
            gate.await();
            over.countDown();
            return true;
        });
        inWork.incrementAndGet();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return asked;
    }

    private Task get() {
        return ann.getTask(GetTaskRequest.newBuilder()
                        .setTaskId(UUID.randomUUID().toString())
                        .build())
                .getTask();
    }
}
