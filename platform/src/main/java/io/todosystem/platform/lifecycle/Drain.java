package io.todosystem.platform.lifecycle;

import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the work of a process without dropping any that has begun.
 *
 * <p>First it says that it is not ready (gRPC health and {@code /health/readiness}), then it publishes
 * {@link DrainStarted}, at which open gRPC streams end, takes no new calls and waits up to 30 s for those in the work,
 * gRPC before HTTP. What is left then is cut off. Loops of their own look at {@link #begun}.
 *
 * <p>A gRPC client is told to go elsewhere before the server closes. HTTP/1.1 can say so only with an answer, so an
 * HTTP server goes on for {@link DrainSettings#linger} and says it with each. Then it should take no new connection
 * ({@link DrainLingered}), and has {@link DrainSettings#closing} for what is on its way on those that it has.
 */
@Singleton
public final class Drain {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BeanProvider<GrpcEmbeddedServer> grpcServer;
    private final BeanProvider<HealthStatusManager> grpcHealth;
    private final BeanProvider<EmbeddedServer> httpServer;
    private final ApplicationEventPublisher<DrainStarted> started;
    private final ApplicationEventPublisher<DrainLingered> lingered;
    private final DrainSettings settings;
    private volatile boolean begun;

    Drain(
            BeanProvider<GrpcEmbeddedServer> grpcServer,
            BeanProvider<HealthStatusManager> grpcHealth,
            BeanProvider<EmbeddedServer> httpServer,
            ApplicationEventPublisher<DrainStarted> started,
            ApplicationEventPublisher<DrainLingered> lingered,
            DrainSettings settings) {
        this.grpcServer = grpcServer;
        this.grpcHealth = grpcHealth;
        this.httpServer = httpServer;
        this.started = started;
        this.lingered = lingered;
        this.settings = settings;
    }

    public boolean begun() {
        return begun;
    }

    public void drain() {
        begun = true;
        long endsAt = System.nanoTime() + LIMIT.toNanos();
        grpcHealth.ifPresent(HealthStatusManager::enterTerminalState);
        started.publishEvent(new DrainStarted());
        grpcServer.ifPresent(server -> drainCalls(server.getServer(), endsAt));
        httpServer.ifPresent(server -> {
            if (server instanceof GracefulShutdownCapable requests) {
                drainRequests(requests, endsAt);
            }
        });
    }

    private static void drainCalls(Server server, long endsAt) {
        server.shutdown();
        try {
            if (!server.awaitTermination(nanosUntil(endsAt), TimeUnit.NANOSECONDS)) {
                log.warn("Calls that took longer than the drain are cut off");
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
    }

    private void drainRequests(GracefulShutdownCapable server, long endsAt) {
        try {
            pause(settings.linger(), endsAt);
            lingered.publishEvent(new DrainLingered());
            pause(settings.closing(), endsAt);
            server.shutdownGracefully().toCompletableFuture().get(nanosUntil(endsAt), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("Requests that took longer than the drain are cut off");
        } catch (ExecutionException e) {
            log.error("Draining failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time, long endsAt) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.min(time.toNanos(), nanosUntil(endsAt))));
    }

    private static long nanosUntil(long moment) {
        return Math.max(0, moment - System.nanoTime());
    }
}
