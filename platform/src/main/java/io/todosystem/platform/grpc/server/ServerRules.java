package io.todosystem.platform.grpc.server;

import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.lifecycle.DrainStarted;
import io.todosystem.platform.limit.UserLimit;
import io.todosystem.platform.telemetry.RpcTracing;
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
    private final ServerSettings settings;

    ServerRules(
            RpcTracing tracing,
            MeterRegistry metrics,
            Authenticator authenticator,
            Clock clock,
            UserLimit limit,
            ServerSettings settings) {
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("grpc-timer").factory());
        // Nearly every deadline is cancelled by an answer in time; it must not stay in the queue till then.
        timer.setRemoveOnCancelPolicy(true);
        this.tracing = tracing.ofServer();
        this.guard = new CallGuard(new ServerMetrics(metrics), timer, settings);
        this.authenticator = authenticator;
        this.limit = limit;
        this.settings = settings;
        this.openStreams = new OpenStreams(authenticator, timer, clock);
    }

    List<ServerInterceptor> outermostFirst(List<ServerServiceDefinition> services) {
        return List.of(
                tracing,
                guard,
                new AccessInterceptor(new AccessRules(services), authenticator, openStreams, limit, settings),
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
}
