package io.todosystem.platform.grpc.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tries a lost connection again every second.
 *
 * <p>gRPC's own pauses grow to two minutes and cannot be set: a service that comes back would stay unseen that long.
 * Each time the connection is there (again) it says so.
 */
final class PromptReconnect {
    private static final long INTERVAL_MILLIS = 1_000;

    private final ManagedChannel channel;
    private final ScheduledExecutorService timer;
    private final Runnable connected;

    private PromptReconnect(ManagedChannel channel, ScheduledExecutorService timer, Runnable connected) {
        this.channel = channel;
        this.timer = timer;
        this.connected = connected;
    }

    static void watch(ManagedChannel channel, ScheduledExecutorService timer, Runnable connected) {
        new PromptReconnect(channel, timer, connected).stateChanged();
    }

    private void stateChanged() {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.SHUTDOWN || timer.isShutdown()) {
            return;
        }
        channel.notifyWhenStateChanged(state, this::stateChanged);
        if (state == ConnectivityState.READY) {
            connected.run();
        }
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            Future<?> _ = timer.schedule(this::tryAgain, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tryAgain() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
            Future<?> _ = timer.schedule(this::tryAgain, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
