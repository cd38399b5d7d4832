package io.todosystem.e2e.edge;

import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.todosystem.e2e.Bearer;
import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The whole system seen through the edge. */
@Tag("long")
@ExtendWith(Stack.Extension.class)
class EdgeIT {
    private final Stack stack;
    private final Nginx edge;
    private final ManagedChannel channel;
    private final Account ada;

    EdgeIT(Stack stack) throws Exception {
        this.stack = stack;
        stack.recover();
        var ports = stack.local().ports();
        this.edge = Nginx.unlimited(
                "stack",
                Map.of(
                        "bff", List.of(stack.local().http().getAuthority()),
                        "auth_http", List.of("127.0.0.1:" + ports.management("auth")),
                        "auth_grpc", List.of(stack.local().grpc("auth")),
                        "tasks_grpc", List.of(stack.local().grpc("tasks")),
                        "notification_grpc", List.of(stack.local().grpc("notification"))));
        this.channel = Grpc.newChannelBuilder(
                        edge.https().getAuthority(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(edge.authority().toFile())
                                .build())
                .build();
        this.ada = rest().register("Ada");
    }

    @BeforeEach
    void everything_is_up() {
        stack.recover();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        edge.close();
        stack.recover();
    }

    @Test
    void a_person_signs_up_and_works_over_tls_and_hears_of_it_at_once() throws Exception {
        var secure = Rest.anonymous(edge.client(), edge.https()).as(ada.accessToken());
        var created = secure.post("/api/v1/tasks", Map.of("title", "Through the edge"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Strict-Transport-Security")).contains("max-age");
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(secure.post("/api/v1/tasks/" + created.text("/id") + ":complete", Map.of())
                        .status())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        secure.get("/api/v1/notifications").body().get("notifications"))
                .anySatisfy(entry -> assertThat(entry.get("kind").asText()).isEqualTo("task.completed")));
        assertThat(secure.get("/docs/index.html").status()).isEqualTo(200);
        assertThat(rest().get("/openapi.yaml").status()).isEqualTo(200);
    }

    @Test
    void calls_of_grpc_pass_and_those_between_services_do_not() {
        var tasks =
                TasksServiceGrpc.newBlockingStub(ClientInterceptors.intercept(channel, Bearer.of(ada.accessToken())));
        var created = tasks.withDeadlineAfter(10, TimeUnit.SECONDS)
                .createTask(CreateTaskRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setTask(TaskInput.newBuilder().setTitle("By gRPC"))
                        .build());
        assertThat(rest().as(ada.accessToken())
                        .get("/api/v1/tasks/" + created.getTask().getId())
                        .status())
                .isEqualTo(200);

        var auth = AuthServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
        assertThat(auth.login(LoginRequest.newBuilder()
                                .setEmail(ada.email())
                                .setPassword(ada.password())
                                .build())
                        .getUser()
                        .getId())
                .isEqualTo(ada.id());
        assertThat(code(() -> auth.validateToken(ValidateTokenRequest.newBuilder()
                        .setAccessToken(ada.accessToken())
                        .build())))
                .isEqualTo(Code.UNIMPLEMENTED);
        assertThat(code(() -> auth.issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("operator")
                        .setClientSecret(stack.local().clientSecret("operator"))
                        .build())))
                .isEqualTo(Code.UNIMPLEMENTED);
        assertThat(code(() -> TasksServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .createTask(CreateTaskRequest.getDefaultInstance())))
                .isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void a_live_stream_tells_while_it_is_open_and_ends_with_the_logout() {
        var notifications = NotificationsServiceGrpc.newBlockingStub(
                ClientInterceptors.intercept(channel, Bearer.of(ada.accessToken())));
        var stream = notifications
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .streamNotifications(StreamNotificationsRequest.getDefaultInstance());
        var sse = rest().as(ada.accessToken()).follow("/api/v1/notifications/stream");
        var lines = lines();
        rest().as(ada.accessToken()).post("/api/v1/tasks", Map.of("title", "Tell me"));
        assertThat(stream.hasNext()).isTrue();
        assertThat(CompletableFuture.supplyAsync(() -> lines.filter(line -> line.contains("task.created"))
                                .findFirst())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isPresent();
        assertThat(sse).isNotDone();
        assertThat(rest().as(ada.accessToken())
                        .post("/api/v1/auth/logout", Map.of())
                        .status())
                .isEqualTo(204);
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(sse).isDone();
            assertThat(rest().as(ada.accessToken()).get("/api/v1/tasks").status())
                    .isEqualTo(401);
        });
    }

    @Test
    void an_auth_that_does_not_answer_shuts_the_door_and_says_so() {
        stack.kill("auth");
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            var answer = rest().as(ada.accessToken()).get("/api/v1/tasks");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/code")).isEqualTo("UPSTREAM_UNAVAILABLE");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(code(() -> TasksServiceGrpc.newBlockingStub(
                                ClientInterceptors.intercept(channel, Bearer.of(ada.accessToken())))
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .createTask(CreateTaskRequest.getDefaultInstance())))
                .isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void a_gateway_that_is_gone_is_a_problem_too() {
        stack.kill("bff");
        var answer = rest().get("/health");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("UPSTREAM_UNAVAILABLE");
    }

    /** As the browser gets them, while the stream is open. */
    private Stream<String> lines() {
        var request = HttpRequest.newBuilder(edge.http().resolve("/api/v1/notifications/stream"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + ada.accessToken())
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofLines())
                .join()
                .body();
    }

    private Rest rest() {
        return Rest.anonymous(edge.http());
    }

    private static Code code(Runnable call) {
        var refusal = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(refusal).isNotNull();
        return refusal.getStatus().getCode();
    }
}
