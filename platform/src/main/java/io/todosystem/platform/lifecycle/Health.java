package io.todosystem.platform.lifecycle;

import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/**
 * What a process says of itself.
 *
 * <p>It lives while it answers; it is ready unless it drains or (by Micronaut's own indicator) its database is away.
 */
@Factory
final class Health {
    private final BeanProvider<HealthStatusManager> grpc;

    Health(BeanProvider<HealthStatusManager> grpc) {
        this.grpc = grpc;
    }

    @Singleton
    @Liveness
    HealthIndicator alive() {
        return () ->
                Publishers.just(HealthResult.builder("process", HealthStatus.UP).build());
    }

    @Singleton
    @Readiness
    HealthIndicator notDraining(Drain drain) {
        return () -> Publishers.just(HealthResult.builder("drain", drain.begun() ? HealthStatus.DOWN : HealthStatus.UP)
                .build());
    }

    /** By name, as clients ask; the empty name stands for the whole process and is serving from the start. */
    @EventListener
    void started(ServerStartupEvent event) {
        if (event.getSource() instanceof GrpcEmbeddedServer server) {
            for (ServerServiceDefinition service : server.getServer().getServices()) {
                grpc.get().setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING);
            }
        }
    }
}
