package io.todosystem.tasks.testing;

import io.grpc.ManagedChannel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.TcpProxy;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static java.util.Objects.requireNonNull;

/**
 * The service over a database of the test class's own, behind its real port. Without Kafka it has no relay: what is
 * published stays in the outbox, to be looked at.
 */
public final class TasksExtension implements BeforeAllCallback, AfterAllCallback {
    private final PostgresExtension postgres = new PostgresExtension();
    private final @Nullable KafkaExtension kafka;
    private final boolean proxied;
    private @Nullable TcpProxy proxy;
    private @Nullable FakeAuth auth;
    private @Nullable ApplicationContext context;
    private @Nullable ManagedChannel channel;

    public TasksExtension() {
        this(null, false);
    }

    /** With a relay that sends when it is told to, not by the clock. */
    public TasksExtension(KafkaExtension kafka) {
        this(kafka, false);
    }

    private TasksExtension(@Nullable KafkaExtension kafka, boolean proxied) {
        this.kafka = kafka;
        this.proxied = proxied;
    }

    /** With a {@link #proxy} between the service and its database. */
    public static TasksExtension behindProxy() {
        return new TasksExtension(null, true);
    }

    @Override
    public void beforeAll(ExtensionContext extensionContext) throws Exception {
        postgres.beforeAll(extensionContext);
        auth = new FakeAuth();
        if (proxied) {
            proxy = TcpProxy.to(postgres.port());
        }
        context = ApplicationContext.run(environment(auth));
        context.getBean(EmbeddedServer.class).start();
        channel = TestChannels.to(
                context.getBean(GrpcEmbeddedServer.class).getServer().getPort());
    }

    @Override
    public void afterAll(ExtensionContext extensionContext) {
        requireNonNull(channel).shutdownNow();
        requireNonNull(context).close();
        requireNonNull(auth).close();
        if (proxy != null) {
            proxy.close();
        }
    }

    public TcpProxy proxy() {
        return requireNonNull(proxy);
    }

    public <T> T bean(Class<T> type) {
        return requireNonNull(context).getBean(type);
    }

    /** Calls as this user, in a session of its own. */
    public TasksServiceBlockingStub callsOf(UUID userId) {
        return TestChannels.withToken(anonymousCalls(), requireNonNull(auth).tokenFor(userId));
    }

    public TasksServiceBlockingStub anonymousCalls() {
        return TasksServiceGrpc.newBlockingStub(requireNonNull(channel));
    }

    public TasksDatabase database() {
        return new TasksDatabase(postgres);
    }

    /** A transaction of the test's own. */
    public Connection begin() throws SQLException {
        var connection = postgres.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private Map<String, Object> environment(FakeAuth fakeAuth) {
        var properties = new HashMap<String, Object>(postgres.properties());
        if (proxy != null) {
            properties.put("TODO_DATABASE_URL", postgres.url(proxy));
        }
        properties.put("TODO_AUTH_ADDRESS", fakeAuth.address());
        properties.put("TODO_CLIENT_SECRET", "secret");
        properties.put("TODO_LIMITS_ENABLED", "false");
        properties.put("TODO_PAGE_TOKEN_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("TODO_GRPC_PORT", "0");
        properties.put("TODO_MANAGEMENT_PORT", "0");
        properties.put("TODO_KAFKA_BOOTSTRAP", kafka == null ? "127.0.0.1:1" : kafka.bootstrap());
        properties.put("todo.outbox.relay", kafka != null);
        properties.put("todo.outbox.poll-interval", "30s");
        return properties;
    }
}
