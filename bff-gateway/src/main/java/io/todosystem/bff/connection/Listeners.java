package io.todosystem.bff.connection;

import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.Channel;
import io.todosystem.platform.lifecycle.DrainLingered;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The ports on which connections are taken: that of the API until the process has lingered, the others to its end. */
@Singleton
final class Listeners {
    private final BeanProvider<EmbeddedServer> server;
    private final Queue<Channel> open = new ConcurrentLinkedQueue<>();

    Listeners(BeanProvider<EmbeddedServer> server) {
        this.server = server;
    }

    void add(Channel listener) {
        open.add(listener);
    }

    @EventListener
    void close(DrainLingered event) {
        int api = server.get().getPort();
        for (Channel listener : open) {
            if (listener.localAddress() instanceof InetSocketAddress address && address.getPort() == api) {
                listener.close().syncUninterruptibly();
            }
        }
    }
}
