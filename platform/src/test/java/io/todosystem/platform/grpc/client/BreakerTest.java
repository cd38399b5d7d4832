package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskResponse;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Status.Code upstreamSays = Status.Code.UNAVAILABLE;
    private boolean neverMade;
    private int reached;

    private Channel through(Breaker breaker) {
        return ClientInterceptors.intercept(
                new Channel() {
                    @Override
                    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
                        reached++;
                        Failure said = new Failure(upstreamSays, "SAID_SO", "said so");
                        return neverMade ? new FailedCall<>(said) : AnsweredCall.by(said);
                    }

                    @Override
                    public String authority() {
                        return "test";
                    }
                },
                breaker);
    }

    @Test
    void five_failures_in_a_row_open_it() {
        Channel channel = through(new Breaker("tasks", metrics));
        for (int i = 0; i < 5; i++) {
            assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        }

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(reached).isEqualTo(5);
        assertThat(metrics.get("todo.upstream.breaker.open").gauge().value()).isEqualTo(1);
    }

    @Test
    void an_answer_between_failures_starts_the_count_again() {
        Channel channel = through(new Breaker("tasks", metrics));
        for (int i = 0; i < 20; i++) {
            upstreamSays = i % 5 == 4 ? Status.Code.NOT_FOUND : Status.Code.DEADLINE_EXCEEDED;
            assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        }
    }

    @Test
    void refusals_never_open_it() {
        upstreamSays = Status.Code.INVALID_ARGUMENT;
        Channel channel = through(new Breaker("tasks", metrics));
        for (int i = 0; i < 50; i++) {
            assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        }
    }

    @Test
    void after_the_pause_one_success_closes_it() {
        Channel channel = through(new Breaker("tasks", metrics, Duration.ofMillis(50)));
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        upstreamSays = Status.Code.NOT_FOUND;
        Awaitility.await().until(() -> call(channel, CallOptions.DEFAULT).equals("SAID_SO"));

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
    }

    @Test
    void a_new_connection_ends_the_pause() {
        Breaker breaker = new Breaker("tasks", metrics);
        Channel channel = through(breaker);
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        upstreamSays = Status.Code.NOT_FOUND;

        breaker.connected();

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(reached).isEqualTo(7);
    }

    @Test
    void while_one_call_tries_no_other_does_and_its_success_lets_all_in() {
        Breaker breaker = new Breaker("tasks", metrics);
        Channel channel = through(breaker);
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        breaker.connected();
        upstreamSays = Status.Code.NOT_FOUND;
        ClientCall<GetTaskRequest, GetTaskResponse> first =
                channel.newCall(TasksServiceGrpc.getGetTaskMethod(), CallOptions.DEFAULT);

        for (int i = 0; i < 10; i++) {
            assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("UPSTREAM_UNAVAILABLE");
        }
        first.start(new ClientCall.Listener<>() {}, new Metadata());

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(reached).isEqualTo(7);
    }

    @Test
    void a_call_that_was_never_made_counts_neither_way() {
        Breaker breaker = new Breaker("tasks", metrics);
        Channel channel = through(breaker);
        for (int i = 0; i < 4; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        neverMade = true;
        for (int i = 0; i < 10; i++) {
            assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        }
        neverMade = false;

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("UPSTREAM_UNAVAILABLE");
    }

    @Test
    void a_call_that_was_given_hardly_any_time_counts_neither_way() {
        Channel channel = through(new Breaker("tasks", metrics));
        for (int i = 0; i < 4; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        upstreamSays = Status.Code.DEADLINE_EXCEEDED;
        for (int i = 0; i < 10; i++) {
            assertThat(call(channel, CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS)))
                    .isEqualTo("SAID_SO");
        }

        assertThat(call(channel, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS)))
                .isEqualTo("SAID_SO");
        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("UPSTREAM_UNAVAILABLE");
    }

    @Test
    void a_call_that_tries_for_all_lets_another_try_if_it_had_hardly_any_time() {
        Breaker breaker = new Breaker("tasks", metrics);
        Channel channel = through(breaker);
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }
        breaker.connected();
        upstreamSays = Status.Code.DEADLINE_EXCEEDED;
        assertThat(call(channel, CallOptions.DEFAULT.withDeadlineAfter(100, TimeUnit.MILLISECONDS)))
                .isEqualTo("SAID_SO");
        upstreamSays = Status.Code.NOT_FOUND;

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
    }

    @Test
    void a_failure_after_a_new_connection_begins_another_pause() {
        Breaker breaker = new Breaker("tasks", metrics);
        Channel channel = through(breaker);
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }

        breaker.connected();

        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("SAID_SO");
        assertThat(call(channel, CallOptions.DEFAULT)).isEqualTo("UPSTREAM_UNAVAILABLE");
    }

    @Test
    void a_probe_goes_out_while_it_is_open() {
        Channel channel = through(new Breaker("tasks", metrics));
        for (int i = 0; i < 5; i++) {
            call(channel, CallOptions.DEFAULT);
        }

        assertThat(call(channel, CallOptions.DEFAULT.withOption(Channels.PROBE, true)))
                .isEqualTo("SAID_SO");
    }

    private static String call(Channel channel, CallOptions options) {
        try {
            ClientCalls.blockingUnaryCall(
                    channel, TasksServiceGrpc.getGetTaskMethod(), options, GetTaskRequest.getDefaultInstance());
            throw new AssertionError("answered");
        } catch (StatusRuntimeException e) {
            return Failures.from(e).reason();
        }
    }
}
