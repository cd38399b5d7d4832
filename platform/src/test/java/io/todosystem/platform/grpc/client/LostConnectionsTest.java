package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LostConnectionsTest {
    @Test
    void a_call_that_met_the_end_of_its_connection_found_nobody() {
        Status seen = seen(Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException()));

        assertThat(seen.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(seen.getDescription()).contains("channel closed");
        assertThat(seen(Status.INTERNAL.withCause(new IllegalStateException(new ClosedChannelException())))
                        .getCode())
                .isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void what_an_upstream_answers_and_what_is_wrong_here_stays() {
        assertThat(seen(Status.UNKNOWN).getCode()).isEqualTo(Code.UNKNOWN);
        assertThat(seen(Status.INTERNAL.withCause(new IllegalStateException())).getCode())
                .isEqualTo(Code.INTERNAL);
        assertThat(seen(Status.CANCELLED.withCause(new ClosedChannelException()))
                        .getCode())
                .isEqualTo(Code.CANCELLED);
        assertThat(seen(Status.OK).isOk()).isTrue();
    }

    private static Status seen(Status ended) {
        List<Status> seen = new ArrayList<>();
        new LostConnections()
                .interceptCall(TasksServiceGrpc.getGetTaskMethod(), CallOptions.DEFAULT, ending(ended))
                .start(
                        new ClientCall.Listener<>() {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                seen.add(status);
                            }
                        },
                        new Metadata());
        return seen.getFirst();
    }

    private static Channel ending(Status status) {
        return new Channel() {
            @Override
            public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
                return AnsweredCall.by(status);
            }

            @Override
            public String authority() {
                return "tasks";
            }
        };
    }
}
