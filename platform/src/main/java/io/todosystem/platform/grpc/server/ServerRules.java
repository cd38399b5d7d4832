package io.todosystem.platform.grpc.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.QuietMethods;
import io.todosystem.platform.lifecycle.DrainStarted;
import io.todosystem.platform.limit.UserLimit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The interceptors of this process's server. */
@Singleton
final class ServerRules {
    private final ScheduledThreadPoolExecutor timer;
    private final ServerInterceptor tracing;
    private final CallGuard guard;
    private final Authenticator authenticator;
    private final OpenStreams openStreams;
    private final UserLimit limit;
    private final List<String> forwarders;

    ServerRules(
            OpenTelemetry telemetry,
            MeterRegistry metrics,
            Authenticator authenticator,
            Clock clock,
            UserLimit limit,
            ServerSettings settings) {
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("grpc-timer").factory());
        // Nearly every deadline is cancelled by an answer in time; it must not stay in the queue till then.
        timer.setRemoveOnCancelPolicy(true);
        this.tracing = unlessQuiet(GrpcTelemetry.builder(telemetry)
                .setEmitMessageEvents(false)
                .build()
                .newServerInterceptor());
        this.guard = new CallGuard(new ServerMetrics(metrics), timer, settings);
        this.authenticator = authenticator;
        this.limit = limit;
        this.forwarders = settings.forwarders();
        this.openStreams = new OpenStreams(authenticator, timer, clock);
    }

    List<ServerInterceptor> outermostFirst(List<ServerServiceDefinition> services) {
        return List.of(
                tracing,
                guard,
                new AccessInterceptor(new AccessRules(services), authenticator, openStreams, limit, forwarders),
                new Validation());
    }

    @EventListener
    void drain(DrainStarted event) {
        openStreams.endAll(
                Failure.unavailable("SHUTTING_DOWN", "This replica is shutting down", Duration.ofMillis(500)));
    }

    @PreDestroy
    void close() {
        openStreams.close();
        timer.shutdownNow();
    }

    private static ServerInterceptor unlessQuiet(ServerInterceptor interceptor) {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                return QuietMethods.contains(call.getMethodDescriptor().getFullMethodName())
                        ? next.startCall(call, headers)
                        : interceptor.interceptCall(call, headers, next);
            }
        };
    }
}
