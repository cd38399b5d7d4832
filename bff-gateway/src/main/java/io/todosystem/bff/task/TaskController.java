package io.todosystem.bff.task;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.Conditional;
import io.todosystem.bff.http.Idempotent;
import io.todosystem.bff.http.PageParameters;
import io.todosystem.bff.http.Pages;
import io.todosystem.bff.http.PathId;
import io.todosystem.bff.http.Tagged;
import io.todosystem.bff.json.MergePatch;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.tasks.v1.DeleteTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.todosystem.proto.tasks.v1.TasksServiceGrpc.newBlockingStub;

@Controller("/api/v1/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "tasks")
final class TaskController {
    static final String ID = "A UUID; anything else is as unknown as a task that does not exist.";
    static final String EXAMPLE_ID = "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2";

    private final TasksServiceBlockingStub tasks;

    TaskController(Channels channels) {
        this.tasks = newBlockingStub(channels.onBehalf("tasks"));
    }

    /**
     * Creates a task.
     *
     * @return the new task
     */
    @Idempotent
    @Status(HttpStatus.CREATED)
    @Post
    HttpResponse<Task> createTask(HttpRequest<?> request, @Body TaskDraft body) {
        var change = Change.creation(request, tasks);
        var answer = change.tasks().createTask(body.request(change.requestId()));
        var created = change.answer(HttpStatus.CREATED, answer.getTask(), answer.getReplayed());
        return created.header(
                HttpHeaders.LOCATION, "/api/v1/tasks/" + answer.getTask().getId());
    }

    /**
     * The user's tasks, page by page.
     *
     * @return a page
     */
    @Get
    HttpResponse<TaskPage> listTasks(
            HttpRequest<?> request,
            @QueryValue("page_size")
                    @Parameter(
                            description = PageParameters.SIZE,
                            schema = @Schema(type = "integer", format = "int32", minimum = "0"))
                    @Nullable
                    Integer pageSize,
            @QueryValue("page_token") @Parameter(description = PageParameters.TOKEN) @Nullable String pageToken,
            @QueryValue("state") @Parameter(description = TaskQuery.STATES, explode = Explode.TRUE) @Nullable
                    List<String> states,
            @QueryValue("tag") @Parameter(description = TaskQuery.TAGS, explode = Explode.TRUE) @Nullable
                    List<String> tags,
            @QueryValue("order_by") @Parameter(description = TaskQuery.ORDER, example = "due") @Nullable
                    String orderBy) {
        var query = TaskQuery.of(request.getParameters(), pageSize, pageToken, orderBy);
        var answer = tasks.listTasks(query);
        var response = Tagged.read(request, answer.getEtag(), TaskPage.from(answer));
        Pages.link(request, response, answer.getNextPageToken());
        return response;
    }

    /**
     * One task.
     *
     * @return the task
     */
    @Get("/{id}")
    HttpResponse<Task> getTask(
            HttpRequest<?> request, @PathVariable @Parameter(description = ID, example = EXAMPLE_ID) String id) {
        var answer =
                tasks.getTask(GetTaskRequest.newBuilder().setTaskId(taskId(id)).build());
        var task = Task.from(answer.getTask());
        return Tagged.read(request, task.etag(), task);
    }

    /**
     * Changes the members that the body names, and no other.
     *
     * @return the task after the change
     */
    @Idempotent
    @Conditional
    @Patch("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = TaskChange.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TaskChange.class))
            })
    HttpResponse<Task> updateTask(
            HttpRequest<?> request,
            @PathVariable @Parameter(description = ID, example = EXAMPLE_ID) String id,
            @Body MergePatch<TaskChange> body) {
        var taskId = taskId(id);
        var change = Change.of(request, tasks, taskId);
        var answer = change.tasks()
                .updateTask(UpdateTaskRequest.newBuilder()
                        .setTaskId(taskId)
                        .setTask(body.values().input())
                        .setUpdateMask(TaskChange.mask(body))
                        .setEtag(change.etag())
                        .setRequestId(change.requestId())
                        .build());
        return change.answer(HttpStatus.OK, answer.getTask(), answer.getReplayed());
    }

    /**
     * Deletes a task.
     *
     * @return deleted
     */
    @Idempotent
    @Conditional
    @Status(HttpStatus.NO_CONTENT)
    @Delete("/{id}")
    HttpResponse<Void> deleteTask(
            HttpRequest<?> request, @PathVariable @Parameter(description = ID, example = EXAMPLE_ID) String id) {
        var taskId = taskId(id);
        var change = Change.of(request, tasks, taskId);
        var answer = change.tasks()
                .deleteTask(DeleteTaskRequest.newBuilder()
                        .setTaskId(taskId)
                        .setEtag(change.etag())
                        .setRequestId(change.requestId())
                        .build());
        return change.gone(answer.getReplayed());
    }

    static String taskId(String id) {
        return PathId.of(id, "TASK_NOT_FOUND");
    }
}
