package io.todosystem.bff.connection;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.Channel;
import io.todosystem.bff.exchange.HttpSettings;
import io.todosystem.platform.lifecycle.Drain;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts every connection under {@link ConnectionWatch}, and closes those that are too many on their port. */
@Singleton
final class ConnectionRules implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

    private final HttpSettings settings;
    private final NettyHttpServerConfiguration server;
    private final BodyBudget bodies;
    private final Drain drain;
    private final Listeners listeners;

    ConnectionRules(HttpSettings settings, NettyHttpServerConfiguration server, Drain drain, Listeners listeners) {
        this.settings = settings;
        this.server = server;
        this.bodies = new BodyBudget(settings.maxBodyBytes());
        this.drain = drain;
        this.listeners = listeners;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new OfPort());
        return event.getBean();
    }

    /** Made once by the server for each port that it listens to, and by that for each connection. */
    private final class OfPort implements NettyServerCustomizer {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return switch (role) {
                case LISTENER -> {
                    listeners.add(channel);
                    yield new OfPort();
                }
                case CONNECTION -> new OfConnection(channel, open);
                case REQUEST_STREAM, PUSH_PROMISE_STREAM -> this;
            };
        }
    }

    private final class OfConnection implements NettyServerCustomizer {
        private final Channel channel;
        private final boolean tooMany;

        OfConnection(Channel channel, AtomicInteger open) {
            this.channel = channel;
            this.tooMany = open.incrementAndGet() > settings.maxConnections();
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
        }

        @Override
        public void onInitialPipelineBuilt() {
            if (tooMany) {
                var _ = channel.close();
                return;
            }
            var watch = new ConnectionWatch(settings, bodies, drain);
            var pipeline = channel.pipeline();
            pipeline.replace(CODEC, CODEC, new StrictCodec(server));
            pipeline.addBefore(CODEC, "first-byte", watch.ofBytes()).addAfter(CODEC, "watch", watch);
        }
    }
}
