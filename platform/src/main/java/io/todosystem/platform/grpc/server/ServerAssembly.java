package io.todosystem.platform.grpc.server;

import io.grpc.BindableService;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.grpc.server.GrpcServerBuilder;
import io.micronaut.grpc.server.GrpcServerConfiguration;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Puts the gRPC server together: every service of the process behind the same interceptors, in the order written here.
 *
 * <p>Building fails, and with it the start, if an RPC has no access rule.
 */
@Factory
final class ServerAssembly {
    /** Protects the memory; what is larger than 4 MiB is refused by {@link Decoding}, with a reason. */
    private static final int MAX_MESSAGE = 8 * 1024 * 1024;

    private static final int MAX_METADATA = 16 * 1024;

    /**
     * Calls of one connection that are begun only to be given up: a gateway whose clients all leave at once makes
     * fewer.
     */
    private static final int MAX_RESETS = 2_000;

    private static final int RESETS_WINDOW_SECONDS = 10;

    @Singleton
    @Replaces(bean = ServerBuilder.class, factory = GrpcServerBuilder.class)
    ServerBuilder<?> serverBuilder(
            GrpcServerConfiguration configuration,
            List<BindableService> services,
            HealthStatusManager health,
            ServerRules rules,
            ServerSettings settings) {
        List<ServerServiceDefinition> definitions = new ArrayList<>();
        services.forEach(service -> definitions.add(Decoding.tolerant(service.bindService())));
        definitions.add(health.getHealthService().bindService());
        if (settings.reflection()) {
            definitions.add(ProtoReflectionServiceV1.newInstance().bindService());
        }
        ServerBuilder<?> builder = limited(configuration.getServerBuilder());
        definitions.forEach(builder::addService);
        // gRPC asks the interceptor that was added last first.
        rules.outermostFirst(definitions).reversed().forEach(builder::intercept);
        return builder;
    }

    private static ServerBuilder<?> limited(ServerBuilder<?> builder) {
        if (builder instanceof NettyServerBuilder netty) {
            netty.maxRstFramesPerWindow(MAX_RESETS, RESETS_WINDOW_SECONDS);
        }
        return builder.executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("grpc-", 0).factory()))
                .addStreamTracerFactory(new InboundBudget())
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_METADATA)
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                // Long-lived clients look the name up again, and so find new replicas.
                .maxConnectionAge(15, TimeUnit.MINUTES)
                .maxConnectionAgeGrace(11, TimeUnit.MINUTES);
    }
}
