package io.todosystem.notification;

import io.grpc.ManagedChannel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** One running notification-service, on free ports. Several with one database are replicas. */
public final class Service implements AutoCloseable {

    private final ApplicationContext context;
    private final ManagedChannel channel;
    private final FakeAuth auth;

    private Service(ApplicationContext context, FakeAuth auth) {
        this.context = context;
        this.auth = auth;
        this.channel = TestChannels.to(context.getBean(GrpcEmbeddedServer.class).getPort());
    }

    public static Service start(
            PostgresExtension postgres, KafkaExtension kafka, FakeAuth auth, Map<String, Object> others) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Map<String, Object> properties = new HashMap<>(postgres.properties());
        properties.putAll(kafka.properties());
        properties.put("TODO_GRPC_PORT", "0");
        properties.put("TODO_MANAGEMENT_PORT", "0");
        properties.put("TODO_CLIENT_SECRET", "secret");
        properties.put("TODO_LIMITS_ENABLED", "false");
        properties.put("TODO_PAGE_TOKEN_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        properties.put("TODO_AUTH_ADDRESS", auth.address());
        properties.put("TODO_SMTP_PORT", "9");
        properties.putAll(others);
        return new Service(
                ApplicationContext.builder(properties)
                        .mainClass(Application.class)
                        .start(),
                auth);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public NotificationsServiceGrpc.NotificationsServiceBlockingStub as(UUID userId) {
        return withToken(auth.tokenFor(userId));
    }

    public NotificationsServiceGrpc.NotificationsServiceBlockingStub withToken(String token) {
        return TestChannels.withToken(NotificationsServiceGrpc.newBlockingStub(channel), token);
    }

    public NotificationsServiceGrpc.NotificationsServiceStub streaming(String token) {
        return TestChannels.withToken(NotificationsServiceGrpc.newStub(channel), token);
    }

    @Override
    public void close() {
        context.close();
        channel.shutdownNow();
    }
}
