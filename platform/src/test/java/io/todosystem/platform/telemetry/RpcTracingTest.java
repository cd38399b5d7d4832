package io.todosystem.platform.telemetry;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of traces that are not kept; those that are kept are looked at where all services are. */
class RpcTracingTest {
    private static final Metadata.Key<String> HEADER = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final MethodDescriptor<ValidateTokenRequest, ValidateTokenResponse> METHOD =
            AuthServiceGrpc.getValidateTokenMethod();

    private final Tracing tracing = new Tracing(new TracingSettings(0, "", "", ""));
    private final RpcTracing rpc = new RpcTracing(OpenTelemetry.noop(), tracing);

    @Test
    void what_a_call_does_carries_its_callers_trace_without_being_recorded() {
        var sent = new Metadata();

        var inside = received("00-" + TRACE + "-b7ad6b7169203331-01", () -> sent.merge(sent(METHOD)));

        assertThat(inside.getTraceId()).isEqualTo(TRACE);
        assertThat(inside.getSpanId()).isNotEqualTo("b7ad6b7169203331");
        assertThat(inside.isSampled()).isFalse();
        assertThat(sent.get(HEADER)).isEqualTo("00-" + TRACE + "-" + inside.getSpanId() + "-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b7169203331",
                "ff-" + TRACE + "-b7ad6b7169203331-01"
            })
    void a_header_that_is_none_gives_way_to_an_id_of_ours(String header) {
        var inside = received(header, () -> {});

        assertThat(inside.isValid()).isTrue();
        assertThat(inside.getTraceId()).isNotEqualTo(TRACE);
    }

    @Test
    void a_call_keeps_its_own_context_and_with_it_its_deadline() {
        var deadline = Deadline.after(1, TimeUnit.MINUTES);
        var timer = Executors.newSingleThreadScheduledExecutor();
        var seen = new ArrayList<@Nullable Deadline>();

        var call = Context.current().withDeadline(deadline, timer);
        call.run(() -> received("", () -> seen.add(Context.current().getDeadline())));
        call.cancel(null);
        timer.shutdownNow();

        assertThat(seen).containsExactly(deadline);
    }

    @Test
    void what_follows_from_no_request_is_kept_nowhere() {
        assertThat(sent(METHOD).get(HEADER)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void what_machines_ask_all_the_time_has_no_trace() {
        assertThat(sent(AuthServiceGrpc.getListRevocationsMethod()).get(HEADER)).isNull();
    }

    /** The trace in which the method of a call with this header runs. */
    private SpanContext received(String header, Runnable inside) {
        var headers = new Metadata();
        if (!header.isEmpty()) {
            headers.put(HEADER, header);
        }
        var context = new AtomicReference<@Nullable SpanContext>();
        var unused = rpc.ofServer().interceptCall(new Received<>(METHOD), headers, (_, _) -> {
            context.set(Span.current().getSpanContext());
            inside.run();
            return new ServerCall.Listener<>() {};
        });
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        return Objects.requireNonNull(context.get());
    }

    private <Q, R> Metadata sent(MethodDescriptor<Q, R> method) {
        var headers = new Metadata();
        rpc.ofClient()
                .interceptCall(method, CallOptions.DEFAULT, new Nowhere())
                .start(new ClientCall.Listener<>() {}, headers);
        return headers;
    }

    private static final class Received<Q, R> extends ServerCall<Q, R> {
        private final MethodDescriptor<Q, R> method;

        Received(MethodDescriptor<Q, R> method) {
            this.method = method;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(R message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }

        @Override
        public MethodDescriptor<Q, R> getMethodDescriptor() {
            return method;
        }
    }

    private static final class Nowhere extends Channel {
        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return new ClientCall<>() {
                @Override
                public void start(Listener<R> listener, Metadata headers) {}

                @Override
                public void request(int messages) {}

                @Override
                public void cancel(@Nullable String message, @Nullable Throwable cause) {}

                @Override
                public void halfClose() {}

                @Override
                public void sendMessage(Q message) {}
            };
        }

        @Override
        public String authority() {
            return "nowhere";
        }
    }
}
