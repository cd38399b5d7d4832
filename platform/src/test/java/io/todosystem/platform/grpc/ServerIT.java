package io.todosystem.platform.grpc;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.FakeTokens;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT {
    private static final UUID ANN = UUID.randomUUID();
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(2);

    private ServerUnderTest server;
    private ScriptedServices script;
    private TasksServiceBlockingStub nobody;

    @BeforeAll
    void start() {
        server = new ServerUnderTest(Map.of("todo.server.default-deadline", "4s"));
        script = server.services();
        nobody = TasksServiceGrpc.newBlockingStub(server.channel);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void plainScript() {
        script.get = task -> task;
        script.create = task -> task;
    }

    @Test
    void a_call_with_a_good_token_knows_its_caller() {
        script.get = _ -> Task.newBuilder().setTitle(Caller.requireUser().key()).build();

        assertThat(get(as(server.auth.tokenFor(ANN))).getTitle()).isEqualTo("user:" + ANN);
    }

    @Test
    void a_call_without_a_token_is_unauthenticated() {
        assertThat(refusal(() -> get(nobody))).isEqualTo("UNAUTHENTICATED TOKEN_REQUIRED");
    }

    @Test
    void a_token_that_auth_does_not_know_is_unauthenticated() {
        assertThat(refusal(() -> get(as(FakeTokens.jwt(Instant.now().plusSeconds(600))))))
                .isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
    }

    @Test
    void garbage_costs_no_call_to_auth() {
        int asked = server.auth.validations();

        assertThat(refusal(() -> get(as("aaa.bbb.ccc")))).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
        assertThat(refusal(() -> get(as(FakeTokens.jwt(Instant.now().minusSeconds(60))))))
                .isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
        assertThat(refusal(() -> get(as("no token at all")))).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
        assertThat(refusal(() -> get(as("a.b." + "c".repeat(5000))))).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
        assertThat(server.auth.validations()).isEqualTo(asked);
    }

    @Test
    void an_api_token_may_do_what_its_scopes_say() {
        TasksServiceBlockingStub program = as(server.auth.apiTokenFor(ANN, Scope.SCOPE_TASKS_READ));
        script.get = _ -> Task.newBuilder().setTitle(Caller.requireUser().key()).build();

        assertThat(get(program).getTitle()).isEqualTo("user:" + ANN);
        assertThat(refusal(() -> create(program, "a"))).isEqualTo("PERMISSION_DENIED INSUFFICIENT_SCOPE");
    }

    @Test
    void a_service_that_the_rule_does_not_name_is_refused() {
        assertThat(refusal(() -> get(as(server.auth.tokenForService("notification")))))
                .isEqualTo("PERMISSION_DENIED NOT_ALLOWED");
    }

    @Test
    void a_token_is_asked_for_once() {
        TasksServiceBlockingStub ann = as(server.auth.tokenFor(ANN, Role.USER));
        get(ann);
        int asked = server.auth.validations();
        for (int i = 0; i < 20; i++) {
            get(ann);
        }
        assertThat(server.auth.validations()).isEqualTo(asked);
    }

    @Test
    void a_revoked_session_is_refused_within_two_seconds() {
        String token = server.auth.tokenFor(ANN);
        TasksServiceBlockingStub ann = as(token);
        get(ann);
        server.auth.revoke(token);

        Awaitility.await()
                .atMost(REVOKED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(refusal(() -> get(ann))).isEqualTo("UNAUTHENTICATED INVALID_TOKEN"));
    }

    @Test
    void an_open_stream_ends_within_two_seconds_of_its_revocation() throws InterruptedException {
        String token = server.auth.tokenFor(ANN);
        script.streamEnded = new java.util.concurrent.CountDownLatch(1);
        assertStreamEndsWithRevocationOf(token);
        assertThat(script.streamEnded.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_open_stream_ends_with_its_token() {
        String token = server.auth.tokenFor(ANN, UUID.randomUUID(), Duration.ofMillis(1200));
        Iterator<StreamNotificationsResponse> stream = stream(token);
        stream.next();

        assertThat(refusal(stream::next)).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
    }

    @Test
    void an_open_stream_of_an_api_token_ends_with_the_token_and_not_when_auth_is_to_be_asked_again() {
        String token = server.auth.apiTokenFor(ANN, Duration.ofMillis(1200), Scope.SCOPE_NOTIFICATIONS_READ);
        Iterator<StreamNotificationsResponse> stream = stream(token);
        stream.next();
        int asked = server.auth.validations();
        Awaitility.await().until(() -> server.auth.validations() >= asked + 2);
        server.auth.end(token);

        assertThat(refusal(stream::next)).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
    }

    @Test
    void an_open_stream_ends_within_two_seconds_of_the_revocation_of_its_api_token() {
        String token = server.auth.apiTokenFor(ANN, Scope.SCOPE_NOTIFICATIONS_READ);
        assertStreamEndsWithRevocationOf(token);
    }

    private void assertStreamEndsWithRevocationOf(String token) {
        Iterator<StreamNotificationsResponse> stream = stream(token);
        stream.next();
        Instant revokedAt = Instant.now();
        server.auth.revoke(token);

        assertThat(refusal(stream::next)).isEqualTo("UNAUTHENTICATED INVALID_TOKEN");
        assertThat(Duration.between(revokedAt, Instant.now())).isLessThan(REVOKED_WITHIN);
    }

    @Test
    void a_failure_reaches_the_caller_with_its_reason_and_details() {
        script.get = _ -> {
            throw Failure.notFound("TASK_NOT_FOUND", "There is no such task").resource("task", "42");
        };
        Failure failure = failure(() -> get(as(server.auth.tokenFor(ANN))));

        assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(failure.reason()).isEqualTo("TASK_NOT_FOUND");
        assertThat(failure.getMessage()).isEqualTo("There is no such task");
        assertThat(failure.resource()).contains(new Failure.Resource("task", "42"));
    }

    @Test
    void a_bug_is_internal_without_its_message() {
        script.get = _ -> {
            throw new IllegalStateException("the password is swordfish");
        };
        Failure failure = failure(() -> get(as(server.auth.tokenFor(ANN))));

        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
        assertThat(failure.reason()).isEqualTo("INTERNAL");
        assertThat(failure.getMessage()).doesNotContain("swordfish");
    }

    @Test
    void a_call_without_a_deadline_gets_the_default_one() {
        script.get = task -> {
            java.util.concurrent.CountDownLatch over = new java.util.concurrent.CountDownLatch(1);
            io.grpc.Context.current().addListener(_ -> over.countDown(), Runnable::run);
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return task;
        };
        assertThat(refusal(() -> get(as(server.auth.tokenFor(ANN))))).isEqualTo("DEADLINE_EXCEEDED DEADLINE_EXCEEDED");
    }

    @Test
    void a_message_that_breaks_its_constraints_names_the_fields() {
        Failure failure = failure(() -> as(server.auth.tokenFor(ANN))
                .getTask(GetTaskRequest.newBuilder().setTaskId("no uuid").build()));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.reason()).isEqualTo("INVALID_FIELD");
        assertThat(failure.violations())
                .extracting(Failure.FieldViolation::field)
                .containsExactly("task_id");
    }

    @Test
    void nul_in_a_string_is_refused() {
        Failure failure = failure(() -> create(as(server.auth.tokenFor(ANN)), "a\0b"));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.violations())
                .extracting(Failure.FieldViolation::field)
                .containsExactly("task.title");
    }

    @Test
    void an_oversized_message_is_refused_with_a_reason() {
        assertThat(refusal(() -> create(as(server.auth.tokenFor(ANN)), "x".repeat(5 * 1024 * 1024))))
                .isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
    }

    @Test
    void a_message_that_is_no_protobuf_is_refused() {
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(TasksServiceGrpc.getGetTaskMethod().getFullMethodName())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        CallOptions options = as(server.auth.tokenFor(ANN)).getCallOptions();

        assertThat(refusal(() -> ClientCalls.blockingUnaryCall(
                        server.channel, raw, options, new byte[] {(byte) 0x0a, (byte) 0xff, 1, 2})))
                .isEqualTo("INVALID_ARGUMENT UNREADABLE_MESSAGE");
    }

    @Test
    void an_rpc_that_is_not_there_is_unimplemented() {
        var stub = AuthServiceGrpc.newBlockingStub(server.channel);
        StatusRuntimeException thrown = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub.getUser(io.todosystem.proto.auth.v1.GetUserRequest.getDefaultInstance()));

        assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void without_auth_nobody_gets_in_and_with_it_everybody_does_again() {
        TasksServiceBlockingStub ann = as(server.auth.tokenFor(ANN));
        get(ann);
        server.auth.stop();
        Awaitility.await().atMost(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(refusal(() -> get(ann)))
                .isEqualTo("UNAVAILABLE AUTH_UNAVAILABLE"));
        server.auth.start();
        Awaitility.await().atMost(Duration.ofSeconds(4)).ignoreExceptions().until(() -> get(ann) != null);
    }

    private TasksServiceBlockingStub as(String token) {
        return TestChannels.withToken(nobody, token);
    }

    private Iterator<StreamNotificationsResponse> stream(String token) {
        return TestChannels.withToken(NotificationsServiceGrpc.newBlockingStub(server.channel), token)
                .streamNotifications(StreamNotificationsRequest.getDefaultInstance());
    }

    private static Task get(TasksServiceBlockingStub stub) {
        return stub.getTask(GetTaskRequest.newBuilder()
                        .setTaskId(UUID.randomUUID().toString())
                        .build())
                .getTask();
    }

    private static Task create(TasksServiceBlockingStub stub, String title) {
        return stub.createTask(CreateTaskRequest.newBuilder()
                        .setTask(TaskInput.newBuilder().setTitle(title))
                        .build())
                .getTask();
    }

    private static String refusal(Runnable call) {
        Failure failure = failure(call);
        return failure.code() + " " + failure.reason();
    }

    private static Failure failure(Runnable call) {
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(thrown).as("the call was answered").isNotNull();
        return Failures.from(thrown);
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
