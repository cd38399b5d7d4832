package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Rate, errors and duration of the calls to one upstream, retries included: {@code grpc.client.calls}. */
final class ClientMetrics implements ClientInterceptor {
    private final String upstream;
    private final MeterRegistry registry;

    ClientMetrics(String upstream, MeterRegistry registry) {
        this.upstream = upstream;
        this.registry = registry;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                long startedAt = System.nanoTime();
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                record(method.getFullMethodName(), status.getCode(), System.nanoTime() - startedAt);
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }

    private void record(String method, Status.Code code, long nanos) {
        Timer.builder("grpc.client.calls")
                .description("Calls made to other services")
                .tag("upstream", upstream)
                .tag("method", method)
                .tag("code", code.name())
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
