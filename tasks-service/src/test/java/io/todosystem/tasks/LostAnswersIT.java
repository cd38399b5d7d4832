package io.todosystem.tasks;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import io.todosystem.tasks.testing.TasksExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The connection to the database breaks after COMMIT was sent: nobody knows whether it happened. */
class LostAnswersIT {
    @RegisterExtension
    static final TasksExtension TASKS = TasksExtension.behindProxy();

    private static final Set<Code> REPEATED = Set.of(Code.UNAVAILABLE, Code.ABORTED, Code.DEADLINE_EXCEEDED);

    @Test
    void a_command_whose_commit_was_not_answered_is_done_once_however_often_it_is_repeated() {
        var userId = UUID.randomUUID();
        var calls = TASKS.callsOf(userId);
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        var commits = new AtomicInteger();
        TASKS.proxy().loseAnswers("COMMIT", () -> commits.incrementAndGet() % 3 == 0);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var client = 0; client < 3; client++) {
                clients.execute(() -> work(calls, acknowledged));
            }
        } finally {
            TASKS.proxy().restore();
        }
        assertThat(TASKS.proxy().lostAnswers()).isGreaterThan(10);
        assertThat(acknowledged).hasSize(3 * 20);
        assertThat(query("SELECT request_id FROM task_history WHERE actor_id = '%s'", userId))
                .as("each command once, and nothing else")
                .containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(query("SELECT sequence FROM task_history WHERE actor_id = '%s' ORDER BY sequence", userId))
                .as("no number is lost; the first is the list's own")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 61).mapToObj(Long::toString).toList());
        assertThat(query("SELECT count(*) FROM outbox WHERE event_type LIKE 'task.%%' AND '%s' <> ''", userId))
                .containsExactly("60");
    }

    private static void work(TasksServiceBlockingStub calls, Queue<String> acknowledged) {
        for (var task = 0; task < 10; task++) {
            var create = UUID.randomUUID().toString();
            var id = stubbornly(() -> calls.createTask(CreateTaskRequest.newBuilder()
                            .setRequestId(create)
                            .setTask(TaskInput.newBuilder().setTitle("Task"))
                            .build())
                    .getTask()
                    .getId());
            acknowledged.add(create);
            var complete = UUID.randomUUID().toString();
            stubbornly(() -> calls.completeTask(CompleteTaskRequest.newBuilder()
                    .setRequestId(complete)
                    .setTaskId(id)
                    .build()));
            acknowledged.add(complete);
        }
    }

    /** As a client does that repeats its key. */
    private static <T> T stubbornly(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (!REPEATED.contains(e.getStatus().getCode())) {
                    throw e;
                }
            }
        }
    }

    private static List<String> query(String sql, UUID userId) {
        return new ArrayList<>(TASKS.database().query(sql.formatted(userId)));
    }
}
