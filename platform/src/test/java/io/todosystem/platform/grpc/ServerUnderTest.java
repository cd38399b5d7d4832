package io.todosystem.platform.grpc;

import io.grpc.ManagedChannel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.platform.testing.TestProperties;
import java.util.Map;

/** A whole process with {@link ScriptedServices} behind real ports. */
final class ServerUnderTest implements AutoCloseable {
    final FakeAuth auth = new FakeAuth();
    final ApplicationContext context;
    final ManagedChannel channel;

    ServerUnderTest(Map<String, Object> more) {
        Map<String, Object> properties = TestProperties.with(auth);
        properties.put("scripted-services", true);
        properties.putAll(more);
        context = ApplicationContext.run(properties);
        context.getBean(EmbeddedServer.class).start();
        channel = TestChannels.to(port());
    }

    int port() {
        return context.getBean(GrpcEmbeddedServer.class).getServer().getPort();
    }

    int managementPort() {
        return context.getBean(EmbeddedServer.class).getPort();
    }

    ScriptedServices services() {
        return context.getBean(ScriptedServices.class);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        context.close();
        auth.close();
    }
}
