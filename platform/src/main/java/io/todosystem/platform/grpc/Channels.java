package io.todosystem.platform.grpc;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channels to the other services, by name; addresses are {@code todo.upstreams.<name>}.
 *
 * <p>Every call through them has a deadline: 5 s or what remains of the current request, whatever is less. Reads and
 * calls with a {@code request_id} are tried again when the upstream is UNAVAILABLE, within that deadline and a budget. An
 * upstream that keeps failing is left alone for 30 s: UNAVAILABLE {@code UPSTREAM_UNAVAILABLE}. Make stubs once and keep them.
 */
@Singleton
public final class Channels {
    private final Map<String, String> addresses;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    Channels(@Property(name = "todo.upstreams") Map<String, String> addresses) {
        this.addresses = addresses;
    }

    /** Calls as this process itself, with its own service token. */
    public Channel asService(String upstream) {
        return channel(upstream);
    }

    /** Calls with the bearer token of the current request ({@link BearerToken#KEY}); without one, as nobody. */
    public Channel onBehalf(String upstream) {
        return channel(upstream);
    }

    private ManagedChannel channel(String upstream) {
        return channels.computeIfAbsent(upstream, name -> {
            String address = addresses.get(name);
            if (address == null) {
                throw new IllegalStateException("todo.upstreams." + name + " is not set");
            }
            return NettyChannelBuilder.forTarget("dns:///" + address)
                    .usePlaintext()
                    .directExecutor()
                    .build();
        });
    }

    @PreDestroy
    void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
