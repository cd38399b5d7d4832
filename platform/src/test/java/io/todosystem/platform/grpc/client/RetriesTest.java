package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.todosystem.proto.admin.v1.AdminServiceGrpc;
import io.todosystem.proto.admin.v1.ReleaseParkedRowRequest;
import io.todosystem.proto.admin.v1.ReplayDeadLetterRequest;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.notifications.v1.MarkAllReadRequest;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTest {
    @Test
    void reads_and_keyed_changes_may_be_repeated() {
        assertThat(Retries.harmless(TasksServiceGrpc.getGetTaskMethod(), GetTaskRequest.getDefaultInstance()))
                .isTrue();
        assertThat(Retries.harmless(
                        TasksServiceGrpc.getCreateTaskMethod(),
                        CreateTaskRequest.newBuilder().setRequestId("r1").build()))
                .isTrue();
        assertThat(Retries.harmless(
                        NotificationsServiceGrpc.getMarkAllReadMethod(),
                        MarkAllReadRequest.newBuilder().setRequestId("r1").build()))
                .isTrue();
    }

    @Test
    void changes_without_a_key_may_not() {
        assertThat(Retries.harmless(TasksServiceGrpc.getCreateTaskMethod(), CreateTaskRequest.getDefaultInstance()))
                .isFalse();
        assertThat(Retries.harmless(AuthServiceGrpc.getRegisterMethod(), RegisterRequest.getDefaultInstance()))
                .isFalse();
    }

    @Test
    void keyed_changes_may_not_if_their_owner_keeps_no_answers() {
        assertThat(Retries.harmless(
                        AdminServiceGrpc.getReplayDeadLetterMethod(),
                        ReplayDeadLetterRequest.newBuilder().setRequestId("r1").build()))
                .isFalse();
        assertThat(Retries.harmless(
                        AdminServiceGrpc.getReleaseParkedRowMethod(),
                        ReleaseParkedRowRequest.newBuilder().setRequestId("r1").build()))
                .isFalse();
    }

    @RepeatedTest(20)
    void pauses_double_with_jitter() {
        assertThat(Retries.pauseAfter(1, CallOptions.DEFAULT)).isBetween(Duration.ofMillis(25), Duration.ofMillis(75));
        assertThat(Retries.pauseAfter(2, CallOptions.DEFAULT)).isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
    }

    @Test
    void no_pause_goes_past_the_deadline() {
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.MILLISECONDS);

        assertThat(Retries.pauseAfter(1, soon).isNegative()).isTrue();
    }
}
