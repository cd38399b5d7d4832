package io.todosystem.bff.dashboard;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.auth.Profile;
import io.todosystem.bff.notification.NotificationPage;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.bff.task.TaskPage;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc.NotificationsServiceBlockingStub;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/dashboard")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "dashboard")
final class DashboardController {
    /** A section that takes longer is left out: the rest of the screen does not wait for it. */
    private static final long SECTION_SECONDS = 3;

    private final AuthServiceBlockingStub auth;
    private final TasksServiceBlockingStub tasks;
    private final NotificationsServiceBlockingStub notifications;

    DashboardController(Channels channels) {
        this.auth = AuthServiceGrpc.newBlockingStub(channels.onBehalf("auth"));
        this.tasks = TasksServiceGrpc.newBlockingStub(channels.onBehalf("tasks"));
        this.notifications = NotificationsServiceGrpc.newBlockingStub(channels.onBehalf("notification"));
    }

    /**
     * Profile, open tasks and newest notifications at once. What an API token may not see is missing like what could
     * not be had.
     *
     * @return what could be had
     */
    @Get
    Dashboard getDashboard() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var profile = start(threads, this::profile);
            var open = start(threads, this::openTasks);
            var newest = start(threads, this::newestNotifications);
            List<String> degraded = new ArrayList<>();
            var dashboard = new Dashboard(
                    section("profile", profile, degraded),
                    section("tasks", open, degraded),
                    section("notifications", newest, degraded),
                    List.of(),
                    degraded);
            requireRightToSome(List.of(profile, open, newest));
            return dashboard;
        }
    }

    /**
     * An API token sees the sections that its scopes allow, the others count as degraded; one that allows none is told
     * so.
     */
    private static void requireRightToSome(List<Future<?>> sections) {
        if (sections.stream().allMatch(DashboardController::isForbidden)) {
            throw (StatusRuntimeException) sections.getFirst().exceptionNow();
        }
    }

    private static boolean isForbidden(Future<?> section) {
        return section.state() == Future.State.FAILED
                && section.exceptionNow() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Code.PERMISSION_DENIED;
    }

    private static <T> Future<T> start(ExecutorService threads, Callable<T> section) {
        return threads.submit(PropagatedContext.wrapCurrent(section));
    }

    private Profile profile() {
        var answer =
                auth.withDeadlineAfter(SECTION_SECONDS, TimeUnit.SECONDS).getUser(GetUserRequest.getDefaultInstance());
        return Profile.from(answer.getUser());
    }

    private TaskPage openTasks() {
        return TaskPage.from(tasks.withDeadlineAfter(SECTION_SECONDS, TimeUnit.SECONDS)
                .listTasks(ListTasksRequest.newBuilder()
                        .addStates(TaskState.TASK_STATE_OPEN)
                        .setOrderBy("due")
                        .build()));
    }

    private NotificationPage newestNotifications() {
        return NotificationPage.from(notifications
                .withDeadlineAfter(SECTION_SECONDS, TimeUnit.SECONDS)
                .listNotifications(
                        ListNotificationsRequest.newBuilder().setPageSize(10).build()));
    }

    /** Null if its service cannot answer. That the caller is not (or no longer) signed in fails the whole. */
    private static <T> @Nullable T section(String name, Future<T> section, List<String> degraded) {
        try {
            return section.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException status
                    && status.getStatus().getCode() != Code.UNAUTHENTICATED
                    && status.getStatus().getCode() != Code.CANCELLED) {
                degraded.add(name);
                return null;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
    }
}
