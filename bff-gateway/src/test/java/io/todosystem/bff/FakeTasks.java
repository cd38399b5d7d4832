package io.todosystem.bff;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.tasks.v1.CancelTaskRequest;
import io.todosystem.proto.tasks.v1.CancelTaskResponse;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.CompleteTaskResponse;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskResponse;
import io.todosystem.proto.tasks.v1.DeleteTaskRequest;
import io.todosystem.proto.tasks.v1.DeleteTaskResponse;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskResponse;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.ListTasksResponse;
import io.todosystem.proto.tasks.v1.ReopenTaskRequest;
import io.todosystem.proto.tasks.v1.ReopenTaskResponse;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceImplBase;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import io.todosystem.proto.tasks.v1.UpdateTaskResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

import static io.todosystem.bff.FakeUpstream.answer;

/** Stands for tasks-service: tasks in memory, with versions, etags, stored answers and one-digit page tokens. */
final class FakeTasks extends TasksServiceImplBase {
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Stored> answers = new ConcurrentHashMap<>();
    private volatile @Nullable Message last;

    /** The last request that arrived. */
    <M extends Message> M last(Class<M> type) {
        return type.cast(Objects.requireNonNull(last));
    }

    synchronized void clear() {
        tasks.clear();
    }

    @Override
    public void createTask(CreateTaskRequest request, StreamObserver<CreateTaskResponse> observer) {
        last = request;
        answer(observer, () -> {
            var answer = once(request.getRequestId(), request, () -> create(request));
            return CreateTaskResponse.newBuilder()
                    .setTask(answer.task())
                    .setReplayed(answer.replayed())
                    .build();
        });
    }

    private synchronized Task create(CreateTaskRequest request) {
        if (request.getTask().getTitle().isBlank()) {
            throw Failure.invalid("task.title", "must not be blank");
        }
        var id = request.getTaskId().isEmpty() ? UUID.randomUUID().toString() : request.getTaskId();
        if (tasks.containsKey(id)) {
            throw Failure.alreadyExists("TASK_EXISTS", "The id is taken");
        }
        var task = with(
                        Task.newBuilder()
                                .setId(id)
                                .setListId(UUID.randomUUID().toString())
                                .setState(TaskState.TASK_STATE_OPEN)
                                .setVersion(1)
                                .setCreateTime(Timestamps.fromSeconds(1_763_629_200))
                                .setUpdateTime(Timestamps.fromSeconds(1_763_629_200)),
                        request.getTask(),
                        List.of("title", "description", "priority", "due", "tags"))
                .build();
        tasks.put(id, task);
        return task;
    }

    @Override
    public void getTask(GetTaskRequest request, StreamObserver<GetTaskResponse> observer) {
        last = request;
        answer(observer, () -> GetTaskResponse.newBuilder()
                .setTask(find(request.getTaskId()))
                .build());
    }

    @Override
    public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
        last = request;
        answer(observer, () -> list(request));
    }

    private synchronized ListTasksResponse list(ListTasksRequest request) {
        if (!request.getPageToken().matches("[0-9]*")) {
            throw new Failure(
                    io.grpc.Status.Code.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", "The page token is not of this query");
        }
        int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
        int size = request.getPageSize() == 0 ? 50 : request.getPageSize();
        var matching = tasks.values().stream()
                .filter(task ->
                        request.getStatesCount() == 0 || request.getStatesList().contains(task.getState()))
                .toList();
        int to = Math.min(matching.size(), from + size);
        return ListTasksResponse.newBuilder()
                .addAllTasks(matching.subList(from, to))
                .setNextPageToken(to < matching.size() ? "" + to : "")
                .setEtag("\""
                        + tasks.values().stream().mapToLong(Task::getVersion).sum() + "\"")
                .build();
    }

    @Override
    public void updateTask(UpdateTaskRequest request, StreamObserver<UpdateTaskResponse> observer) {
        last = request;
        answer(observer, () -> {
            var paths = request.getUpdateMask().getPathsList();
            var answer = once(
                    request.getRequestId(),
                    request,
                    () -> change(request.getTaskId(), request.getEtag(), task -> with(task, request.getTask(), paths)));
            return UpdateTaskResponse.newBuilder()
                    .setTask(answer.task())
                    .setReplayed(answer.replayed())
                    .build();
        });
    }

    @Override
    public void completeTask(CompleteTaskRequest request, StreamObserver<CompleteTaskResponse> observer) {
        last = request;
        answer(observer, () -> {
            var answer = once(
                    request.getRequestId(),
                    request,
                    () -> change(
                            request.getTaskId(), request.getEtag(), task -> task.setState(TaskState.TASK_STATE_DONE)
                                    .setCompleteTime(Timestamps.fromSeconds(1_763_629_300))));
            return CompleteTaskResponse.newBuilder()
                    .setTask(answer.task())
                    .setReplayed(answer.replayed())
                    .build();
        });
    }

    @Override
    public void reopenTask(ReopenTaskRequest request, StreamObserver<ReopenTaskResponse> observer) {
        last = request;
        answer(observer, () -> ReopenTaskResponse.newBuilder()
                .setTask(change(request.getTaskId(), request.getEtag(), task -> task.setState(TaskState.TASK_STATE_OPEN)
                        .clearCompleteTime()))
                .build());
    }

    @Override
    public void cancelTask(CancelTaskRequest request, StreamObserver<CancelTaskResponse> observer) {
        last = request;
        answer(observer, () -> {
            if (find(request.getTaskId()).getState() == TaskState.TASK_STATE_DONE) {
                throw Failure.failedPrecondition("TASK_DONE", "The task is done: reopen it first");
            }
            return CancelTaskResponse.newBuilder()
                    .setTask(change(
                            request.getTaskId(),
                            request.getEtag(),
                            task -> task.setState(TaskState.TASK_STATE_CANCELLED)))
                    .build();
        });
    }

    @Override
    public void deleteTask(DeleteTaskRequest request, StreamObserver<DeleteTaskResponse> observer) {
        last = request;
        answer(observer, () -> {
            checkEtag(find(request.getTaskId()), request.getEtag());
            synchronized (this) {
                tasks.remove(request.getTaskId());
            }
            return DeleteTaskResponse.getDefaultInstance();
        });
    }

    private synchronized Task change(String id, String etag, UnaryOperator<Task.Builder> change) {
        var task = find(id);
        checkEtag(task, etag);
        var changed = change.apply(task.toBuilder()).build();
        if (!changed.equals(task)) {
            changed = changed.toBuilder().setVersion(task.getVersion() + 1).build();
            tasks.put(id, changed);
        }
        return changed;
    }

    private static void checkEtag(Task task, String etag) {
        if (!etag.isEmpty() && !etag.equals("\"" + task.getVersion() + "\"")) {
            throw Failure.aborted("ETAG_MISMATCH", "The task was changed in the meantime");
        }
    }

    private static Task.Builder with(Task.Builder task, TaskInput input, List<String> paths) {
        for (var path : paths) {
            switch (path) {
                case "title" -> task.setTitle(input.getTitle());
                case "description" -> task.setDescription(input.getDescription());
                case "priority" -> task.setPriority(input.getPriority());
                case "due" -> {
                    if (input.hasDue()) {
                        task.setDue(input.getDue());
                    } else {
                        task.clearDue();
                    }
                }
                case "tags" -> task.clearTags().addAllTags(input.getTagsList());
                default ->
                    throw new Failure(
                            io.grpc.Status.Code.INVALID_ARGUMENT, "INVALID_UPDATE_MASK", path + " cannot be changed");
            }
        }
        return task;
    }

    private synchronized Task find(String id) {
        var task = tasks.get(id);
        if (task == null) {
            throw Failure.notFound("TASK_NOT_FOUND", "There is no such task");
        }
        return task;
    }

    private Stored once(String requestId, Message request, Supplier<Task> effect) {
        var stored = answers.get(requestId);
        if (stored == null) {
            var task = effect.get();
            answers.put(requestId, new Stored(request, task, true));
            return new Stored(request, task, false);
        }
        if (!stored.request().equals(request)) {
            throw new Failure(
                    io.grpc.Status.Code.INVALID_ARGUMENT, "IDEMPOTENCY_KEY_REUSED", "The key names another request");
        }
        return stored;
    }

    private record Stored(Message request, Task task, boolean replayed) {}
}
