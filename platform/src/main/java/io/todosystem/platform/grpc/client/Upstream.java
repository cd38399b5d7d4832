package io.todosystem.platform.grpc.client;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One service that this process calls: one channel, and every rule of calling it, outermost first. */
final class Upstream {
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private final ManagedChannel connection;
    private final Channel asService;
    private final Channel onBehalf;
    private final Channel anonymous;

    Upstream(
            String name,
            String address,
            BeanProvider<ServiceToken> serviceToken,
            ScheduledExecutorService timer,
            Telemetry telemetry) {
        this.connection = connect(address);
        PromptReconnect.watch(connection, timer);
        List<ClientInterceptor> rules = List.of(
                new Deadlines(),
                telemetry.tracing(),
                new ClientMetrics(name, telemetry.metrics()),
                new Breaker(name, telemetry.metrics()),
                new Retries(timer),
                new RequestIdForwarding());
        // Identity is innermost, so that each try goes out with the token of that moment.
        this.anonymous = ClientInterceptors.interceptForward(connection, rules);
        this.asService = ClientInterceptors.interceptForward(
                ClientInterceptors.intercept(connection, new ServiceIdentity(serviceToken)), rules);
        this.onBehalf = ClientInterceptors.interceptForward(
                ClientInterceptors.intercept(connection, new BearerForwarding()), rules);
    }

    Channel asService() {
        return asService;
    }

    Channel onBehalf() {
        return onBehalf;
    }

    Channel anonymous() {
        return anonymous;
    }

    void close() {
        connection.shutdownNow();
    }

    private static ManagedChannel connect(String address) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .directExecutor()
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(MAX_MESSAGE)
                .keepAliveTime(20, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .disableServiceConfigLookUp()
                .build();
    }

    record Telemetry(MeterRegistry metrics, ClientInterceptor tracing) {}
}
