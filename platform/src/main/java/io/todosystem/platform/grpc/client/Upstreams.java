package io.todosystem.platform.grpc.client;

import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.platform.telemetry.RpcTracing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** All services that this process calls, each connected when it is first asked for. */
@Singleton
public final class Upstreams {
    private final UpstreamSettings settings;
    private final BeanProvider<ServiceToken> serviceToken;
    private final MeterRegistry metrics;
    private final RpcTracing tracing;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<String, Upstream> upstreams = new ConcurrentHashMap<>();

    Upstreams(
            UpstreamSettings settings,
            BeanProvider<ServiceToken> serviceToken,
            MeterRegistry metrics,
            RpcTracing tracing) {
        this.settings = settings;
        this.serviceToken = serviceToken;
        this.metrics = metrics;
        this.tracing = tracing;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("channel-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Fails at once, and so at the start, if this process has no client secret. */
    public Channel asService(String name) {
        return get(name).asService(serviceToken.get());
    }

    public Channel onBehalf(String name) {
        return get(name).onBehalf();
    }

    Upstream get(String name) {
        return upstreams.computeIfAbsent(name, this::connect);
    }

    private Upstream connect(String name) {
        String address = settings.upstreams().get(name);
        if (address == null) {
            throw new ConfigurationException("todo.upstreams." + name + " is not set");
        }
        return new Upstream(name, address, timer, new Upstream.Telemetry(metrics, tracing.ofClient()));
    }

    @PreDestroy
    void close() {
        upstreams.values().forEach(Upstream::close);
        timer.shutdownNow();
    }
}
