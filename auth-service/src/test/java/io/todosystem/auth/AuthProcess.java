package io.todosystem.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.ManagedChannel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.MailLinkPurpose;
import io.todosystem.proto.auth.v1.MintMailLinkRequest;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceBlockingStub;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One replica of auth with its real ports, on a real database, under a clock that a test moves. Kafka is down. */
public final class AuthProcess implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    private final ApplicationContext context;
    private final ManagedChannel channel;

    private AuthProcess(ApplicationContext context) {
        this.context = context;
        this.channel = TestChannels.to(context.getBean(GrpcEmbeddedServer.class).getPort());
    }

    public static AuthProcess start(PostgresExtension postgres, SettableClock clock) {
        return start(postgres, clock, Map.of());
    }

    public static AuthProcess start(PostgresExtension postgres, SettableClock clock, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(postgres.properties());
        properties.put("TODO_KAFKA_BOOTSTRAP", "127.0.0.1:1");
        properties.put("TODO_GRPC_PORT", "0");
        properties.put("TODO_MANAGEMENT_PORT", "-1");
        properties.put("TODO_LOG_FORMAT", "text");
        properties.put("todo.limits.enabled", "false");
        // A machine that stands still for a second is no cause to refuse those who race for a row.
        properties.put("todo.database.lock-timeout", "20s");
        properties.put("todo.database.statement-timeout", "30s");
        properties.put("TODO_PAGE_TOKEN_KEY", "cGFnZS10b2tlbi1rZXktb2YtdGhlLXRlc3RzLTMyYnk=");
        properties.put("TODO_KEY_ENCRYPTION_KEY", "a2V5LWVuY3J5cHRpb24ta2V5LW9mLXRoZS10ZXN0cy0=");
        for (String client : new String[] {"TASKS", "NOTIFICATION", "BFF", "OPERATOR"}) {
            properties.put("TODO_CLIENT_SECRET_" + client, secretOf(client));
        }
        properties.putAll(more);
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        ApplicationContext context = ApplicationContext.builder(Application.class)
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .beanDefinitions(replacing(Clock.class, clock), replacing(Ticker.class, tickerOf(clock)))
                .start();
        context.getBean(EmbeddedServer.class).start();
        return new AuthProcess(context);
    }

    private static <T> RuntimeBeanDefinition<T> replacing(Class<T> type, T bean) {
        return RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build();
    }

    private static Ticker tickerOf(Clock clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /** Without a token. */
    AuthServiceBlockingStub anonymous() {
        return AuthServiceGrpc.newBlockingStub(channel);
    }

    AuthServiceBlockingStub with(String token) {
        return TestChannels.withToken(anonymous(), token);
    }

    AuthServiceBlockingStub asService(String client) {
        return with(anonymous()
                .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId(client)
                        .setClientSecret(secretOf(client))
                        .build())
                .getAccessToken());
    }

    UserAdminServiceBlockingStub adminWith(String token) {
        return TestChannels.withToken(UserAdminServiceGrpc.newBlockingStub(channel), token);
    }

    /** A new administrator with {@link #PASSWORD}. */
    User administrator() {
        return asService("operator")
                .createAdministrator(CreateAdministratorRequest.newBuilder()
                        .setEmail("root-" + UUID.randomUUID() + "@example.com")
                        .setPassword(PASSWORD)
                        .setDisplayName("Root")
                        .build())
                .getUser();
    }

    /** The token of a link, as the mail worker gets it. */
    String mint(User user, MailLinkPurpose purpose) {
        return asService("notification")
                .mintMailLink(MintMailLinkRequest.newBuilder()
                        .setUserId(user.getId())
                        .setPurpose(purpose)
                        .build())
                .getToken();
    }

    /** A new user with {@link #PASSWORD} and an address of its own. */
    RegisterResponse register() {
        return anonymous().register(registration().build());
    }

    /** A further session of a user made by {@link #register}. */
    LoginResponse login(User user) {
        return anonymous()
                .login(LoginRequest.newBuilder()
                        .setEmail(user.getEmail())
                        .setPassword(PASSWORD)
                        .build());
    }

    static RegisterRequest.Builder registration() {
        return RegisterRequest.newBuilder()
                .setEmail("ada-" + UUID.randomUUID() + "@example.com")
                .setPassword(PASSWORD)
                .setDisplayName("Ada Lovelace")
                .setTimeZone("Europe/London");
    }

    URI management(String path) {
        return context.getBean(EmbeddedServer.class).getURI().resolve(path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        context.close();
    }

    static String secretOf(String client) {
        return "secret-of-" + client.toLowerCase(Locale.ROOT) + "-0123456789";
    }
}
