package io.todosystem.bff.connection;

import io.micronaut.runtime.event.annotation.EventListener;
import io.netty.channel.Channel;
import io.todosystem.platform.lifecycle.DrainLingered;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The ports on which connections are taken, until the process has drained for a while. */
@Singleton
final class Listeners {
    private final Queue<Channel> open = new ConcurrentLinkedQueue<>();

    void add(Channel listener) {
        open.add(listener);
    }

    @EventListener
    void close(DrainLingered event) {
        open.forEach(listener -> listener.close().syncUninterruptibly());
    }
}
