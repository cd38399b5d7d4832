package io.todosystem.tasks.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;
import io.todosystem.eventing.idempotency.RequestHash;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.grpc.ResponseMetadata;
import io.todosystem.platform.paging.PageSize;
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
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import io.todosystem.proto.tasks.v1.UpdateTaskResponse;
import io.todosystem.tasks.change.Action;
import io.todosystem.tasks.change.Changes;
import io.todosystem.tasks.change.Command;
import io.todosystem.tasks.change.Outcome;
import io.todosystem.tasks.change.Refusal;
import io.todosystem.tasks.change.Request;
import io.todosystem.tasks.listing.TaskPages;
import io.todosystem.tasks.listing.TaskQuery;
import io.todosystem.tasks.task.TaskRepository;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

import static io.todosystem.platform.grpc.Responses.respond;

@Singleton
final class TasksGrpc extends TasksServiceGrpc.TasksServiceImplBase {
    private final Changes changes;
    private final Transactions transactions;
    private final TaskRepository tasks;
    private final TaskPages pages;
    private final Supplier<UUID> ids;

    TasksGrpc(
            Changes changes,
            Transactions transactions,
            TaskRepository tasks,
            TaskPages pages,
            @Named("ids") Supplier<UUID> ids) {
        this.changes = changes;
        this.transactions = transactions;
        this.tasks = tasks;
        this.pages = pages;
        this.ids = ids;
    }

    @Override
    public void createTask(CreateTaskRequest request, StreamObserver<CreateTaskResponse> observer) {
        respond(observer, () -> {
            UUID id = request.getTaskId().isEmpty() ? ids.get() : UUID.fromString(request.getTaskId());
            var done = make(
                    "CreateTask",
                    request.getRequestId(),
                    request,
                    Command.create(id, TaskInputs.creation(request.getTask())));
            return CreateTaskResponse.newBuilder()
                    .setTask(done.task())
                    .setReplayed(done.replayed())
                    .build();
        });
    }

    @Override
    public void getTask(GetTaskRequest request, StreamObserver<GetTaskResponse> observer) {
        respond(observer, () -> {
            UUID caller = Caller.requireUser().id();
            UUID id = UUID.fromString(request.getTaskId());
            var task = transactions
                    .query(_ -> tasks.find(id, caller))
                    .orElseThrow(() -> Refusals.failure(new Refusal.TaskNotFound()));
            return GetTaskResponse.newBuilder().setTask(TaskMessages.of(task)).build();
        });
    }

    @Override
    public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
        respond(observer, () -> {
            var query = TaskQuery.of(
                    Caller.requireUser().id(),
                    TaskMessages.states(request.getStatesList()),
                    request.getTagsList(),
                    request.getOrderBy());
            var page = pages.read(query, PageSize.of(request.getPageSize()), request.getPageToken());
            var answer = ListTasksResponse.newBuilder()
                    .setNextPageToken(page.nextPageToken())
                    .setEtag(Etags.of(page.sequence()));
            page.tasks().forEach(task -> answer.addTasks(TaskMessages.of(task)));
            return answer.build();
        });
    }

    @Override
    public void updateTask(UpdateTaskRequest request, StreamObserver<UpdateTaskResponse> observer) {
        respond(observer, () -> {
            var command = new Command(
                    Action.UPDATE,
                    UUID.fromString(request.getTaskId()),
                    Etags.version(request.getEtag()),
                    TaskInputs.patch(request.getTask(), request.getUpdateMask()));
            var done = make("UpdateTask", request.getRequestId(), request, command);
            return UpdateTaskResponse.newBuilder()
                    .setTask(done.task())
                    .setReplayed(done.replayed())
                    .build();
        });
    }

    @Override
    public void completeTask(CompleteTaskRequest request, StreamObserver<CompleteTaskResponse> observer) {
        respond(observer, () -> {
            var command = verb(Action.COMPLETE, request.getTaskId(), request.getEtag());
            var done = make("CompleteTask", request.getRequestId(), request, command);
            return CompleteTaskResponse.newBuilder()
                    .setTask(done.task())
                    .setReplayed(done.replayed())
                    .build();
        });
    }

    @Override
    public void reopenTask(ReopenTaskRequest request, StreamObserver<ReopenTaskResponse> observer) {
        respond(observer, () -> {
            var command = verb(Action.REOPEN, request.getTaskId(), request.getEtag());
            var done = make("ReopenTask", request.getRequestId(), request, command);
            return ReopenTaskResponse.newBuilder()
                    .setTask(done.task())
                    .setReplayed(done.replayed())
                    .build();
        });
    }

    @Override
    public void cancelTask(CancelTaskRequest request, StreamObserver<CancelTaskResponse> observer) {
        respond(observer, () -> {
            var command = verb(Action.CANCEL, request.getTaskId(), request.getEtag());
            var done = make("CancelTask", request.getRequestId(), request, command);
            return CancelTaskResponse.newBuilder()
                    .setTask(done.task())
                    .setReplayed(done.replayed())
                    .build();
        });
    }

    @Override
    public void deleteTask(DeleteTaskRequest request, StreamObserver<DeleteTaskResponse> observer) {
        respond(observer, () -> {
            var command = verb(Action.DELETE, request.getTaskId(), request.getEtag());
            var done = make("DeleteTask", request.getRequestId(), request, command);
            return DeleteTaskResponse.newBuilder().setReplayed(done.replayed()).build();
        });
    }

    private static Command verb(Action action, String taskId, String etag) {
        return Command.of(action, UUID.fromString(taskId), Etags.version(etag));
    }

    private Done make(String rpc, String requestId, Message message, Command command) {
        var request = new Request(
                Caller.requireUser(),
                rpc,
                requestId.isEmpty() ? ids.get().toString() : requestId,
                ByteString.copyFrom(RequestHash.of(message)));
        Done done =
                switch (changes.make(request, command)) {
                    case Outcome.Changed(var task, var list, boolean replayed) ->
                        new Done(TaskMessages.of(task), VersionToken.of(list), replayed);
                    case Outcome.Unchanged(var task, var list) ->
                        new Done(TaskMessages.of(task), VersionToken.of(list), false);
                    case Outcome.Refused(Refusal refusal) -> throw Refusals.failure(refusal);
                };
        ResponseMetadata.put(ResponseMetadata.VERSION, done.version());
        return done;
    }

    private record Done(io.todosystem.proto.tasks.v1.Task task, String version, boolean replayed) {}
}
