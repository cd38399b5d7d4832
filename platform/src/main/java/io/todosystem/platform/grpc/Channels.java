package io.todosystem.platform.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.todosystem.platform.grpc.client.Upstreams;
import jakarta.inject.Singleton;

/**
 * Channels to the other services, by name; addresses are {@code todo.upstreams.<name>}.
 *
 * <p>Every unary call through them has a deadline: 5 s or what remains of the current request, whatever is less. Reads
 * and calls with a {@code request_id} that are answered with {@code replayed} are tried again when the upstream is
 * UNAVAILABLE, within that deadline and a budget. An upstream that keeps failing is left alone for 30 s: UNAVAILABLE
 * {@code UPSTREAM_UNAVAILABLE}. Make stubs once and keep them. Code on a thread of its own must carry the
 * {@link io.grpc.Context} there, or it calls as nobody.
 */
@Singleton
public final class Channels {
    /**
     * Marks a call that asks whether the upstream lives: it goes out although the upstream is being left alone, and its
     * success ends that.
     */
    public static final CallOptions.Key<Boolean> PROBE = CallOptions.Key.createWithDefault("probe", false);

    private final Upstreams upstreams;

    Channels(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** Calls as this process itself, with its own service token. */
    public Channel asService(String upstream) {
        return upstreams.asService(upstream);
    }

    /** Calls with the bearer token of the current request ({@link BearerToken#KEY}); without one, as nobody. */
    public Channel onBehalf(String upstream) {
        return upstreams.onBehalf(upstream);
    }
}
