package io.todosystem.platform.grpc;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.todosystem.platform.lifecycle.Drain;
import io.todosystem.platform.lifecycle.DrainStarted;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProcessIT {
    private static final int CALLERS = 32;
    private static final int CALLS_EACH = 50;

    private ServerUnderTest server;
    private TasksServiceBlockingStub ann;

    @BeforeEach
    void start() {
        server = new ServerUnderTest(Map.of());
        ann = TestChannels.withToken(
                TasksServiceGrpc.newBlockingStub(server.channel), server.auth.tokenFor(UUID.randomUUID()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void health_and_metrics_are_there_to_be_asked() throws Exception {
        get();

        assertThat(http("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(http("/health/liveness").body()).contains("UP");
        assertThat(http("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http("/prometheus").body())
                .contains("grpc_server_calls_seconds_count{code=\"OK\",method=\"todo.tasks.v1.TasksService/GetTask\"}")
                .contains("todo_token_lookups_total{result=\"miss\"} 1.0")
                .contains("todo_upstream_breaker_open{upstream=\"auth\"} 0.0");
        assertThat(health(server.channel, "")).isEqualTo(ServingStatus.SERVING);
        assertThat(health(server.channel, "todo.tasks.v1.TasksService")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void a_drain_refuses_new_work_and_finishes_what_has_begun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        server.services().get = task -> {
            begun.countDown();
            await(mayEnd);
            return task;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> call = threads.submit(this::get);
            await(begun);
            Drain drain = server.context.getBean(Drain.class);
            Future<?> draining = threads.submit(drain::drain);
            Awaitility.await().until(() -> server.context
                    .getBean(GrpcEmbeddedServer.class)
                    .getServer()
                    .isShutdown());

            assertThat(http("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(http("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(draining.isDone()).isFalse();
            mayEnd.countDown();
            call.get();
            draining.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_drain_ends_open_streams_at_once() throws Exception {
        Iterator<StreamNotificationsResponse> stream = TestChannels.withToken(
                        NotificationsServiceGrpc.newBlockingStub(server.channel),
                        server.auth.tokenFor(UUID.randomUUID()))
                .streamNotifications(StreamNotificationsRequest.getDefaultInstance());
        stream.next();
        Iterator<HealthCheckResponse> watch =
                HealthGrpc.newBlockingStub(server.channel).watch(HealthCheckRequest.getDefaultInstance());
        watch.next();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> draining = threads.submit(server.context.getBean(Drain.class)::drain);

            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(stream::next)
                    .satisfies(end -> assertThat(Failures.from(end).reason()).isEqualTo("SHUTTING_DOWN"));
            draining.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_stream_that_comes_while_the_others_end_is_not_waited_for() {
        server.context.getEventPublisher(DrainStarted.class).publishEvent(new DrainStarted());
        Iterator<StreamNotificationsResponse> late = TestChannels.withToken(
                        NotificationsServiceGrpc.newBlockingStub(server.channel),
                        server.auth.tokenFor(UUID.randomUUID()))
                .streamNotifications(StreamNotificationsRequest.getDefaultInstance());

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(late::next)
                .satisfies(end -> assertThat(Failures.from(end).reason()).isEqualTo("SHUTTING_DOWN"));
    }

    /** grpc-netty on the server, grpc-netty-shaded on the client, Netty 4.2 beneath the former. */
    @Test
    void many_calls_at_once_are_all_answered() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    for (int call = 0; call < CALLS_EACH; call++) {
                        get();
                    }
                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
    }

    private void get() {
        String id = UUID.randomUUID().toString();
        String answered = ann.getTask(GetTaskRequest.newBuilder().setTaskId(id).build())
                .getTask()
                .getId();
        assertThat(answered).isEqualTo(id);
    }

    private HttpResponse<String> http(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.managementPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static ServingStatus health(Channel channel, String service) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
