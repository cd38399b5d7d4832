package io.todosystem.platform.telemetry;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import io.todosystem.platform.grpc.QuietMethods;
import jakarta.inject.Singleton;

/**
 * The trace around RPCs, on both sides. Those of a trace that is not kept only hand its ids on: of ten calls nine must
 * not pay for the tenth. What follows from no request is sent with an id that nobody keeps.
 */
@Singleton
public final class RpcTracing {
    private static final Metadata.Key<String> HEADER = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerInterceptor server;
    private final ClientInterceptor client;
    private final TraceSampler sampler;

    RpcTracing(OpenTelemetry telemetry, Tracing tracing) {
        GrpcTelemetry spans =
                GrpcTelemetry.builder(telemetry).setEmitMessageEvents(false).build();
        this.server = spans.newServerInterceptor();
        this.client = spans.newClientInterceptor();
        this.sampler = tracing.sampler();
    }

    /** Outermost of a server's interceptors: what is inside runs in the trace. */
    public ServerInterceptor ofServer() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                return QuietMethods.contains(call.getMethodDescriptor().getFullMethodName())
                        ? next.startCall(call, headers)
                        : receive(call, headers, next);
            }
        };
    }

    /** Outside of retries: a call is one step, however often it is tried. */
    public ClientInterceptor ofClient() {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                SpanContext current = Span.current().getSpanContext();
                if (current.isSampled()) {
                    return client.interceptCall(method, options, next);
                }
                return QuietMethods.contains(method.getFullMethodName())
                        ? next.newCall(method, options)
                        : naming(current.isValid() ? current : TraceParent.unkept(), next.newCall(method, options));
            }
        };
    }

    private <Q, R> ServerCall.Listener<Q> receive(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        SpanContext caller = TraceParent.read(headers.get(HEADER));
        SpanContext trace = caller.isValid() ? caller : TraceParent.made();
        boolean kept = sampler.keeps(trace);
        Span parent = Span.wrap(kept ? trace : TraceParent.unkept(trace.getTraceId()));
        // Not from the root: gRPC's own context, with the caller's deadline and its giving up, is kept in the present
        // one.
        try (Scope _ = Context.current().with(parent).makeCurrent()) {
            return kept ? server.interceptCall(call, headers, next) : next.startCall(call, headers);
        }
    }

    private static <Q, R> ClientCall<Q, R> naming(SpanContext trace, ClientCall<Q, R> call) {
        return new SimpleForwardingClientCall<>(call) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                headers.put(HEADER, TraceParent.write(trace));
                super.start(listener, headers);
            }
        };
    }
}
