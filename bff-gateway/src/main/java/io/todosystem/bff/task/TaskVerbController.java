package io.todosystem.bff.task;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.Conditional;
import io.todosystem.bff.http.Idempotent;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.tasks.v1.CancelTaskRequest;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.ReopenTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;

import static io.todosystem.proto.tasks.v1.TasksServiceGrpc.newBlockingStub;

/** The verbs that move a task from one state to another. */
@Controller("/api/v1/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "tasks")
final class TaskVerbController {
    private final TasksServiceBlockingStub tasks;

    TaskVerbController(Channels channels) {
        this.tasks = newBlockingStub(channels.onBehalf("tasks"));
    }

    /**
     * Makes a task DONE; one that is DONE stays as it is.
     *
     * @return the task after the change
     */
    @Idempotent
    @Conditional
    @Post("/{id}:complete")
    HttpResponse<Task> completeTask(
            HttpRequest<?> request,
            @PathVariable @Parameter(description = TaskController.ID, example = TaskController.EXAMPLE_ID) String id) {
        return turn(request, id, (rpcs, taskId, etag, requestId) -> {
            var message = CompleteTaskRequest.newBuilder()
                    .setTaskId(taskId)
                    .setEtag(etag)
                    .setRequestId(requestId);
            var answer = rpcs.completeTask(message.build());
            return new Turned(answer.getTask(), answer.getReplayed());
        });
    }

    /**
     * Makes a task OPEN again; one that is OPEN stays as it is.
     *
     * @return the task after the change
     */
    @Idempotent
    @Conditional
    @Post("/{id}:reopen")
    HttpResponse<Task> reopenTask(
            HttpRequest<?> request,
            @PathVariable @Parameter(description = TaskController.ID, example = TaskController.EXAMPLE_ID) String id) {
        return turn(request, id, (rpcs, taskId, etag, requestId) -> {
            var message = ReopenTaskRequest.newBuilder()
                    .setTaskId(taskId)
                    .setEtag(etag)
                    .setRequestId(requestId);
            var answer = rpcs.reopenTask(message.build());
            return new Turned(answer.getTask(), answer.getReplayed());
        });
    }

    /**
     * Gives a task up; one that is CANCELLED stays as it is.
     *
     * @return the task after the change
     */
    @Idempotent
    @Conditional
    @Post("/{id}:cancel")
    HttpResponse<Task> cancelTask(
            HttpRequest<?> request,
            @PathVariable @Parameter(description = TaskController.ID, example = TaskController.EXAMPLE_ID) String id) {
        return turn(request, id, (rpcs, taskId, etag, requestId) -> {
            var message = CancelTaskRequest.newBuilder()
                    .setTaskId(taskId)
                    .setEtag(etag)
                    .setRequestId(requestId);
            var answer = rpcs.cancelTask(message.build());
            return new Turned(answer.getTask(), answer.getReplayed());
        });
    }

    private HttpResponse<Task> turn(HttpRequest<?> request, String id, Turn turn) {
        var taskId = TaskController.taskId(id);
        var change = Change.of(request, tasks, taskId);
        var turned = turn.call(change.tasks(), taskId, change.etag(), change.requestId());
        return change.answer(HttpStatus.OK, turned.task(), turned.replayed());
    }

    /** The RPC that moves a task to another state; they differ only in their messages. */
    private interface Turn {
        Turned call(TasksServiceBlockingStub rpcs, String taskId, String etag, String requestId);
    }

    private record Turned(io.todosystem.proto.tasks.v1.Task task, boolean replayed) {}
}
