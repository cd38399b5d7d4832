package io.todosystem.tasks;

import com.google.protobuf.UnknownFieldSet;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.platform.grpc.ResponseMetadata;
import io.todosystem.proto.tasks.v1.CancelTaskRequest;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.DeleteTaskRequest;
import io.todosystem.proto.tasks.v1.Due;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.ListTasksResponse;
import io.todosystem.proto.tasks.v1.Priority;
import io.todosystem.proto.tasks.v1.ReopenTaskRequest;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import io.todosystem.tasks.testing.TasksDatabase;
import io.todosystem.tasks.testing.TasksExtension;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.google.protobuf.util.FieldMaskUtil.fromString;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TasksServiceIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private static final TasksDatabase DATABASE = TASKS.database();

    private final UUID userId = UUID.randomUUID();
    private final TasksServiceBlockingStub tasks = TASKS.callsOf(userId);

    @AfterEach
    void everything_fits_together() {
        DATABASE.assertConsistent();
    }

    @Test
    void task_lives_from_creation_to_deletion() {
        Task created = tasks.createTask(CreateTaskRequest.newBuilder()
                        .setTask(TaskInput.newBuilder()
                                .setTitle("Buy milk")
                                .setDescription("Two litres")
                                .setPriority(Priority.PRIORITY_HIGH)
                                .setDue(Due.newBuilder()
                                        .setTime("2026-11-30T09:00:00")
                                        .setZone("Europe/Berlin"))
                                .addTags("shop")
                                .addTags("food"))
                        .build())
                .getTask();
        assertThat(created.getState()).isEqualTo(TaskState.TASK_STATE_OPEN);
        assertThat(created.getTagsList()).containsExactly("food", "shop");
        assertThat(created.getDue().getTime()).isEqualTo("2026-11-30T09:00:00");
        assertThat(UUID.fromString(created.getId()).version()).isEqualTo(7);
        assertThat(get(created)).isEqualTo(created);

        Task updated = update(created, TaskInput.newBuilder().setTitle("Buy oat milk"), "title,due", "\"1\"");
        assertThat(updated.getTitle()).isEqualTo("Buy oat milk");
        assertThat(updated.hasDue()).isFalse();
        assertThat(updated.getDescription()).isEqualTo("Two litres");
        assertThat(updated.getVersion()).isEqualTo(2);

        Task done = complete(created);
        assertThat(done.getState()).isEqualTo(TaskState.TASK_STATE_DONE);
        assertThat(done.getCompleteTime()).isEqualTo(done.getUpdateTime());
        assertThat(complete(created)).isEqualTo(done);

        Task reopened = tasks.reopenTask(ReopenTaskRequest.newBuilder()
                        .setTaskId(created.getId())
                        .build())
                .getTask();
        assertThat(reopened.hasCompleteTime()).isFalse();
        Task cancelled = tasks.cancelTask(CancelTaskRequest.newBuilder()
                        .setTaskId(created.getId())
                        .build())
                .getTask();
        assertThat(cancelled.getState()).isEqualTo(TaskState.TASK_STATE_CANCELLED);
        assertThat(get(created)).isEqualTo(cancelled);
        assertThat(list().getTasksList()).containsExactly(cancelled);

        delete(created);
        assertFails(Code.NOT_FOUND, "TASK_NOT_FOUND", () -> get(created));
        assertThat(list().getTasksList()).isEmpty();
        assertThat(DATABASE.events(userId))
                .containsExactly(
                        "list.created",
                        "task.created",
                        "task.updated",
                        "task.completed",
                        "task.reopened",
                        "task.cancelled",
                        "task.deleted");
    }

    @Test
    void users_cannot_see_or_change_each_others_tasks() {
        Task task = create("mine");
        var stranger = TASKS.callsOf(UUID.randomUUID());
        String id = task.getId();
        assertThat(stranger.listTasks(ListTasksRequest.getDefaultInstance()).getTasksList())
                .isEmpty();
        List<Runnable> attempts = List.of(
                () -> stranger.getTask(GetTaskRequest.newBuilder().setTaskId(id).build()),
                () -> stranger.updateTask(UpdateTaskRequest.newBuilder()
                        .setTaskId(id)
                        .setTask(TaskInput.newBuilder().setTitle("theirs"))
                        .setUpdateMask(fromString("title"))
                        .build()),
                () -> stranger.completeTask(
                        CompleteTaskRequest.newBuilder().setTaskId(id).build()),
                () -> stranger.reopenTask(
                        ReopenTaskRequest.newBuilder().setTaskId(id).build()),
                () -> stranger.cancelTask(CancelTaskRequest.newBuilder()
                        .setTaskId(id)
                        .setEtag("\"9\"")
                        .build()),
                () -> stranger.deleteTask(
                        DeleteTaskRequest.newBuilder().setTaskId(id).build()));
        attempts.forEach(attempt -> assertFails(Code.NOT_FOUND, "TASK_NOT_FOUND", attempt));
        assertThat(get(task)).isEqualTo(task);
    }

    @Test
    void nobody_is_let_in_without_a_token() {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> TASKS.anonymousCalls()
                .listTasks(ListTasksRequest.getDefaultInstance()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void repeated_request_is_answered_as_the_first_time() {
        var request = CreateTaskRequest.newBuilder()
                .setTask(title("once"))
                .setRequestId("r-1")
                .build();
        var first = tasks.createTask(request);
        complete(first.getTask());
        var second = tasks.createTask(request);
        assertThat(second.getReplayed()).isTrue();
        assertThat(second.getTask()).isEqualTo(first.getTask());

        var deletion = DeleteTaskRequest.newBuilder()
                .setTaskId(first.getTask().getId())
                .setRequestId("r-2")
                .build();
        assertThat(tasks.deleteTask(deletion).getReplayed()).isFalse();
        assertThat(tasks.deleteTask(deletion).getReplayed()).isTrue();
        assertFails(
                Code.INVALID_ARGUMENT,
                "IDEMPOTENCY_KEY_REUSED",
                () -> tasks.createTask(
                        request.toBuilder().setTask(title("twice")).build()));
    }

    @Test
    void request_without_an_id_is_one_of_its_own() {
        var request = CreateTaskRequest.newBuilder().setTask(title("again")).build();
        assertThat(tasks.createTask(request).getTask().getId())
                .isNotEqualTo(tasks.createTask(request).getTask().getId());
    }

    @Test
    void client_may_choose_an_id_that_is_free() {
        String id = UUID.randomUUID().toString();
        var request = CreateTaskRequest.newBuilder()
                .setTask(title("mine"))
                .setTaskId(id)
                .build();
        assertThat(tasks.createTask(request).getTask().getId()).isEqualTo(id);
        assertFails(Code.ALREADY_EXISTS, "TASK_EXISTS", () -> tasks.createTask(request));
    }

    @Test
    void rules_refuse_with_a_reason() {
        Task task = create("task");
        assertFails(Code.ABORTED, "ETAG_MISMATCH", () -> update(task, TaskInput.newBuilder(), "due", "\"2\""));
        assertFails(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> update(task, TaskInput.newBuilder(), "due", "2"));
        complete(task);
        assertFails(
                Code.FAILED_PRECONDITION,
                "TASK_DONE",
                () -> tasks.cancelTask(
                        CancelTaskRequest.newBuilder().setTaskId(task.getId()).build()));
        tasks.reopenTask(ReopenTaskRequest.newBuilder().setTaskId(task.getId()).build());
        tasks.cancelTask(CancelTaskRequest.newBuilder().setTaskId(task.getId()).build());
        assertFails(Code.FAILED_PRECONDITION, "TASK_CANCELLED", () -> complete(task));
    }

    @Test
    void update_without_a_change_writes_nothing() {
        Task task = create("same");
        assertThat(update(task, title("same").toBuilder(), "title,tags,due", ""))
                .isEqualTo(task);
        assertThat(tasks.updateTask(UpdateTaskRequest.newBuilder()
                                .setTaskId(task.getId())
                                .setTask(title("unnamed"))
                                .build())
                        .getTask())
                .isEqualTo(task);
        assertThat(DATABASE.events(userId)).containsExactly("list.created", "task.created");
    }

    @Test
    void bad_input_names_the_field_and_writes_nothing() {
        Task task = create("task");
        assertInvalid("task.title", () -> create(" "));
        assertInvalid("task.title", () -> create("x".repeat(501)));
        assertInvalid("task.title", () -> create("nul \0"));
        assertInvalid(
                "task.description",
                () -> tasks.createTask(CreateTaskRequest.newBuilder()
                        .setTask(title("t").toBuilder().setDescription("ü".repeat(8193)))
                        .build()));
        assertInvalid("task.due.date", () -> tasks.createTask(due("2026-02-30", "", "")));
        assertInvalid("task.due.zone", () -> tasks.createTask(due("", "2026-11-30T09:00:00", "Mars/Base")));
        assertInvalid("task.due", () -> tasks.createTask(due("2026-11-30", "2026-11-30T09:00:00", "UTC")));
        assertInvalid("task", () -> tasks.createTask(CreateTaskRequest.getDefaultInstance()));
        assertInvalid(
                "task_id",
                () -> tasks.getTask(GetTaskRequest.newBuilder().setTaskId("1").build()));
        assertInvalid(
                "request_id",
                () -> tasks.completeTask(CompleteTaskRequest.newBuilder()
                        .setTaskId(task.getId())
                        .setRequestId("with space")
                        .build()));
        assertInvalid(
                "page_size",
                () -> tasks.listTasks(
                        ListTasksRequest.newBuilder().setPageSize(-1).build()));
        assertFails(
                Code.INVALID_ARGUMENT, "INVALID_UPDATE_MASK", () -> update(task, TaskInput.newBuilder(), "state", ""));
        assertFails(
                Code.INVALID_ARGUMENT,
                "INVALID_PAGE_TOKEN",
                () -> tasks.listTasks(
                        ListTasksRequest.newBuilder().setPageToken("nonsense").build()));
        assertFails(
                Code.INVALID_ARGUMENT,
                "INVALID_ORDER_BY",
                () -> tasks.listTasks(
                        ListTasksRequest.newBuilder().setOrderBy("colour").build()));
        assertThat(DATABASE.events(userId)).containsExactly("list.created", "task.created");
    }

    @Test
    void title_may_have_500_characters_of_any_script() {
        String title = "\ud83d\udeb2".repeat(500);
        assertThat(create(title).getTitle()).isEqualTo(title);
    }

    @Test
    void fields_of_a_later_version_are_ignored() {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(9999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        var request = CreateTaskRequest.newBuilder()
                .setTask(title("task"))
                .setUnknownFields(unknown)
                .build();
        assertThat(tasks.createTask(request).getTask().getTitle()).isEqualTo("task");
    }

    @Test
    void list_is_paged_and_its_etag_rises_with_every_change() {
        assertThat(list().getEtag()).isEqualTo("\"0\"");
        for (int i = 0; i < 5; i++) {
            create("task " + i);
        }
        var first = tasks.listTasks(ListTasksRequest.newBuilder().setPageSize(3).build());
        var second = tasks.listTasks(ListTasksRequest.newBuilder()
                .setPageSize(3)
                .setPageToken(first.getNextPageToken())
                .build());
        assertThat(first.getTasksList()).extracting(Task::getTitle).containsExactly("task 4", "task 3", "task 2");
        assertThat(second.getTasksList()).extracting(Task::getTitle).containsExactly("task 1", "task 0");
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(second.getEtag()).isEqualTo("\"6\"");
        complete(first.getTasks(0));
        assertThat(list().getEtag()).isEqualTo("\"7\"");
    }

    @Test
    void change_answers_with_its_version_and_a_repetition_with_the_same() {
        var headers = new AtomicReference<Metadata>();
        var listening =
                tasks.withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
        var request = CreateTaskRequest.newBuilder()
                .setTask(title("task"))
                .setRequestId("id")
                .build();
        Task task = listening.createTask(request).getTask();
        String version = version(headers);
        assertThat(version).matches("[A-Za-z0-9_-]{32}");
        listening.completeTask(
                CompleteTaskRequest.newBuilder().setTaskId(task.getId()).build());
        String next = version(headers);
        assertThat(next).isNotEqualTo(version);
        listening.completeTask(
                CompleteTaskRequest.newBuilder().setTaskId(task.getId()).build());
        assertThat(version(headers)).isEqualTo(next);
        listening.createTask(request);
        assertThat(version(headers)).isEqualTo(version);
    }

    private static @Nullable String version(AtomicReference<Metadata> headers) {
        return requireNonNull(headers.get()).get(ResponseMetadata.VERSION);
    }

    private static void assertInvalid(String field, Runnable call) {
        Failure failure = assertFails(Code.INVALID_ARGUMENT, "INVALID_FIELD", call);
        assertThat(failure.violations())
                .extracting(Failure.FieldViolation::field)
                .contains(field);
    }

    private static Failure assertFails(Code code, String reason, Runnable call) {
        Failure failure = Failures.from(catchThrowableOfType(StatusRuntimeException.class, call::run));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.reason()).isEqualTo(reason);
        return failure;
    }

    private static CreateTaskRequest due(String date, String time, String zone) {
        var due = Due.newBuilder().setDate(date).setTime(time).setZone(zone);
        return CreateTaskRequest.newBuilder()
                .setTask(TaskInput.newBuilder().setTitle("due").setDue(due))
                .build();
    }

    private static TaskInput title(String title) {
        return TaskInput.newBuilder().setTitle(title).build();
    }

    private Task create(String title) {
        return tasks.createTask(
                        CreateTaskRequest.newBuilder().setTask(title(title)).build())
                .getTask();
    }

    private Task get(Task task) {
        return tasks.getTask(GetTaskRequest.newBuilder().setTaskId(task.getId()).build())
                .getTask();
    }

    private Task update(Task task, TaskInput.Builder fields, String mask, String etag) {
        return tasks.updateTask(UpdateTaskRequest.newBuilder()
                        .setTaskId(task.getId())
                        .setTask(fields)
                        .setUpdateMask(fromString(mask))
                        .setEtag(etag)
                        .build())
                .getTask();
    }

    private Task complete(Task task) {
        return tasks.completeTask(
                        CompleteTaskRequest.newBuilder().setTaskId(task.getId()).build())
                .getTask();
    }

    private void delete(Task task) {
        tasks.deleteTask(DeleteTaskRequest.newBuilder().setTaskId(task.getId()).build());
    }

    private ListTasksResponse list() {
        return tasks.listTasks(ListTasksRequest.getDefaultInstance());
    }
}
