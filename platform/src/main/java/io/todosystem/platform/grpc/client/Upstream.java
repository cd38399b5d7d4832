package io.todosystem.platform.grpc.client;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One service that this process calls: one channel, and every rule of calling it, outermost first. */
final class Upstream {
    /** Of an answer: a page of 200 tasks, each with all the text that a task may have, takes 5.5 MiB. */
    private static final int MAX_MESSAGE = 8 * 1024 * 1024;

    private final ManagedChannel connection;
    private final List<ClientInterceptor> rules;

    Upstream(String name, String address, ScheduledExecutorService timer, Telemetry telemetry) {
        this.connection = connect(address);
        Breaker breaker = new Breaker(name, telemetry.metrics());
        PromptReconnect.watch(connection, timer, breaker::connected);
        this.rules = List.of(
                new Deadlines(),
                telemetry.tracing(),
                new ClientMetrics(name, telemetry.metrics()),
                breaker,
                new Retries(timer),
                new RequestIdForwarding(),
                new LostConnections());
    }

    Channel asService(ServiceToken token) {
        return as(new ServiceIdentity(token));
    }

    Channel onBehalf() {
        return as(new BearerForwarding());
    }

    Channel anonymous() {
        return ClientInterceptors.interceptForward(connection, rules);
    }

    /** Identity is innermost, so that each try goes out with the token of that moment. */
    private Channel as(ClientInterceptor identity) {
        return ClientInterceptors.interceptForward(ClientInterceptors.intercept(connection, identity), rules);
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
