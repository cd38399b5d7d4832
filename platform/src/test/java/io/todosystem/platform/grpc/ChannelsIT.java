package io.todosystem.platform.grpc;

import build.buf.validate.FieldRules;
import build.buf.validate.RepeatedRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.util.Timestamps;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micronaut.context.ApplicationContext;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.TestProperties;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.Due;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.ListTasksResponse;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ChannelsIT {
    private final FakeAuth auth = new FakeAuth();
    private final ScriptedServices script = new ScriptedServices();
    private final AtomicInteger unavailableFor = new AtomicInteger();
    private final AtomicInteger failingOneOf = new AtomicInteger();
    private final AtomicBoolean refusingTokens = new AtomicBoolean();
    private final List<Metadata> received = new CopyOnWriteArrayList<>();
    private volatile @Nullable Deadline deadline;
    private Server upstream;
    private ApplicationContext context;

    @BeforeEach
    void start() throws IOException {
        upstream = upstream(0);
        Map<String, Object> properties = TestProperties.with(auth);
        properties.put("todo.upstreams.tasks", "127.0.0.1:" + upstream.getPort());
        context = ApplicationContext.run(properties);
    }

    @AfterEach
    void stop() {
        context.close();
        upstream.shutdownNow();
        auth.close();
    }

    @Test
    void a_read_is_tried_three_times() {
        unavailableFor.set(2);
        get(channels().onBehalf("tasks"));

        assertThat(received).hasSize(3);
    }

    @Test
    void and_not_more_often() {
        unavailableFor.set(100);

        assertThat(refusal(() -> get(channels().onBehalf("tasks")))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(received).hasSize(3);
    }

    @Test
    void a_change_is_tried_again_only_with_a_request_id() {
        unavailableFor.set(1);
        assertThat(refusal(() -> create(""))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(received).hasSize(1);

        unavailableFor.set(1);
        create("request-1");
        assertThat(received).hasSize(3);
    }

    @Test
    void a_call_has_five_seconds_or_what_remains_of_the_request() {
        get(channels().onBehalf("tasks"));
        assertThat(remaining()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));

        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Context.CancellableContext request =
                Context.current().withDeadlineAfter(1_000, TimeUnit.MILLISECONDS, timer)) {
            request.run(() -> get(channels().onBehalf("tasks")));
        } finally {
            timer.shutdownNow();
        }
        assertThat(remaining()).isLessThan(Duration.ofMillis(985));
    }

    @Test
    void a_request_that_comes_too_late_asks_nobody_and_is_not_the_fault_of_the_upstream() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Context.CancellableContext request =
                Context.current().withDeadlineAfter(0, TimeUnit.MILLISECONDS, timer)) {
            for (int i = 0; i < 8; i++) {
                request.run(() -> assertThat(refusal(() -> get(channels().onBehalf("tasks"))))
                        .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
            }
        } finally {
            timer.shutdownNow();
        }
        assertThat(received).isEmpty();
        get(channels().onBehalf("tasks"));
    }

    @Test
    void the_largest_page_of_tasks_comes_through() {
        script.page = ListTasksResponse.newBuilder()
                .addAllTasks(Collections.nCopies(PageSize.of(Integer.MAX_VALUE), largestTask()))
                .setNextPageToken("t".repeat(4096))
                .build();

        assertThat(list()).isEqualTo(script.page);
    }

    @Test
    void an_answer_larger_than_that_is_a_bug_and_not_for_the_size_of_the_request() {
        script.page = ListTasksResponse.newBuilder()
                .setEtag("x".repeat(9 * 1024 * 1024))
                .build();
        Failure failure = Failures.from(catchThrowableOfType(StatusRuntimeException.class, this::list));

        assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failure.reason()).isEqualTo(Failures.NO_REASON);
    }

    @Test
    void a_service_calls_with_its_own_token() {
        get(channels().asService("tasks"));
        get(channels().asService("tasks"));

        String first = authorization(0);
        assertThat(first).startsWith("Bearer ").isEqualTo(authorization(1));
    }

    @Test
    void the_token_of_a_service_is_renewed_before_it_ends() {
        auth.serviceTokenLife(Duration.ofSeconds(2));
        Channel tasks = channels().asService("tasks");
        get(tasks);

        Awaitility.await().atMost(Duration.ofSeconds(6)).until(() -> {
            get(tasks);
            return !Objects.equals(authorization(0), authorization(received.size() - 1));
        });
    }

    @Test
    void a_service_token_that_was_refused_is_not_used_again() {
        Channel tasks = channels().asService("tasks");
        refusingTokens.set(true);
        assertThat(refusal(() -> get(tasks))).isEqualTo(Status.Code.UNAUTHENTICATED);
        refusingTokens.set(false);
        get(tasks);

        assertThat(authorization(1)).isNotEqualTo(authorization(0));
    }

    @Test
    void on_behalf_hands_on_the_token_and_the_id_of_the_request() {
        get(channels().onBehalf("tasks"));
        Context.current()
                .withValues(BearerToken.KEY, "aaa.bbb.ccc", RequestId.KEY, "request-7")
                .run(() -> get(channels().onBehalf("tasks")));

        assertThat(authorization(0)).isNull();
        assertThat(authorization(1)).isEqualTo("Bearer aaa.bbb.ccc");
        assertThat(received.get(1).get(RequestId.HEADER)).isEqualTo("request-7");
    }

    @Test
    void an_upstream_that_keeps_failing_is_left_alone_and_a_probe_ends_that() {
        Channel tasks = channels().onBehalf("tasks");
        unavailableFor.set(Integer.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(() -> create(""))).isEqualTo(Status.Code.UNAVAILABLE);
        }
        unavailableFor.set(0);
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> get(tasks));
        assertThat(Failures.from(refused).reason()).isEqualTo("UPSTREAM_UNAVAILABLE");

        TasksServiceGrpc.newBlockingStub(tasks)
                .withOption(Channels.PROBE, true)
                .getTask(GetTaskRequest.getDefaultInstance());
        get(tasks);
    }

    @Test
    void an_upstream_that_fails_every_other_time_gets_little_more_than_it_was_asked() {
        failingOneOf.set(2);
        int calls = 500;
        for (int i = 0; i < calls; i++) {
            try {
                get(channels().onBehalf("tasks"));
            } catch (StatusRuntimeException e) {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            }
        }
        assertThat(received).hasSizeBetween(calls, calls * 12 / 10);
    }

    @Test
    void an_upstream_that_fails_from_the_first_call_on_gets_five_calls_and_two_retries() {
        unavailableFor.set(Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            assertThat(refusal(() -> get(channels().onBehalf("tasks")))).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(received).hasSize(7);
    }

    @Test
    void want_of_a_token_of_ones_own_is_not_the_fault_of_the_upstream() {
        auth.stop();
        for (int i = 0; i < 8; i++) {
            assertThat(refusal(() -> get(channels().asService("tasks")))).isEqualTo(Status.Code.UNAVAILABLE);
        }
        get(channels().onBehalf("tasks"));
        assertThat(received).hasSize(1);
    }

    @Test
    void without_a_token_of_its_own_a_service_call_ends_and_does_not_hang() {
        auth.stop();
        Channel tasks = channels().asService("tasks");

        assertThat(refusal(() -> get(tasks))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(received).isEmpty();
        auth.start();
        Awaitility.await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> {
            get(tasks);
            return true;
        });
    }

    @Test
    void calls_that_wait_for_a_token_wait_for_one_answer_of_auth_and_not_for_each_other() throws Exception {
        Map<String, Object> properties = TestProperties.with(auth);
        properties.put("todo.upstreams.tasks", "127.0.0.1:" + upstream.getPort());
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            properties.put("todo.upstreams.auth", "127.0.0.1:" + silent.getLocalPort());
            try (ApplicationContext withoutAuth = ApplicationContext.run(properties);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Channel tasks = withoutAuth.getBean(Channels.class).asService("tasks");
                long start = System.nanoTime();
                List<Future<Status.Code>> calls = IntStream.range(0, 8)
                        .mapToObj(_ -> threads.submit(() -> refusal(() -> create(tasks, ""))))
                        .toList();
                for (Future<Status.Code> call : calls) {
                    assertThat(call.get()).isEqualTo(Status.Code.UNAVAILABLE);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            }
        }
    }

    @Test
    void an_upstream_that_came_back_is_found_promptly() throws Exception {
        Channel tasks = channels().onBehalf("tasks");
        get(tasks);
        int port = upstream.getPort();
        upstream.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        assertThat(refusal(() -> create(""))).isEqualTo(Status.Code.UNAVAILABLE);
        upstream = upstream(port);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(700))
                .ignoreExceptions()
                .until(() -> {
                    create("");
                    return true;
                });
    }

    private Channels channels() {
        return context.getBean(Channels.class);
    }

    private static void get(Channel channel) {
        var _ = TasksServiceGrpc.newBlockingStub(channel).getTask(GetTaskRequest.getDefaultInstance());
    }

    private ListTasksResponse list() {
        return TasksServiceGrpc.newBlockingStub(channels().onBehalf("tasks"))
                .listTasks(ListTasksRequest.getDefaultInstance());
    }

    /** All characters take four bytes; a description is limited by its bytes. */
    private static Task largestTask() {
        RepeatedRules tags = rules("tags").getRepeated();
        String tag = "🦄".repeat((int) tags.getItems().getString().getMaxLen());
        return Task.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setListId(UUID.randomUUID().toString())
                .setTitle("🦄".repeat((int) rules("title").getString().getMaxLen()))
                .setDescription(
                        "x".repeat((int) rules("description").getString().getMaxBytes()))
                .setDue(Due.newBuilder().setTime("2026-11-30T09:00:00").setZone("z".repeat(64)))
                .addAllTags(Collections.nCopies((int) tags.getMaxItems(), tag))
                .setVersion(Long.MAX_VALUE)
                .setCreateTime(Timestamps.MAX_VALUE)
                .setUpdateTime(Timestamps.MAX_VALUE)
                .setCompleteTime(Timestamps.MAX_VALUE)
                .build();
    }

    private static FieldRules rules(String field) {
        return TaskInput.getDescriptor().findFieldByName(field).getOptions().getExtension(ValidateProto.field);
    }

    private void create(String requestId) {
        create(channels().onBehalf("tasks"), requestId);
    }

    private static void create(Channel channel, String requestId) {
        var _ = TasksServiceGrpc.newBlockingStub(channel)
                .createTask(
                        CreateTaskRequest.newBuilder().setRequestId(requestId).build());
    }

    private static Status.Code refusal(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run)
                .getStatus()
                .getCode();
    }

    private @Nullable String authorization(int call) {
        return received.get(call).get(BearerToken.AUTHORIZATION);
    }

    private Duration remaining() {
        Deadline last = deadline;
        return last == null ? Duration.ofDays(1) : Duration.ofMillis(last.timeRemaining(TimeUnit.MILLISECONDS));
    }

    private Server upstream(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(new ScriptedServices.Tasks(script))
                .intercept(new Recorder())
                .build()
                .start();
    }

    private final class Recorder implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            received.add(headers);
            deadline = Context.current().getDeadline();
            boolean failing = failingOneOf.get() > 0 && received.size() % failingOneOf.get() == 0;
            if (failing || unavailableFor.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                call.close(Status.UNAVAILABLE, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            if (refusingTokens.get()) {
                StatusRuntimeException refusal = FailureMapping.toStatus(
                        Failure.unauthenticated("INVALID_TOKEN", "no").resource(BearerToken.RESOURCE, ""));
                call.close(refusal.getStatus(), Objects.requireNonNull(refusal.getTrailers()));
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }
}
