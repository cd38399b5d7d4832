package io.todosystem.e2e;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.todosystem.e2e.installation.AddressedInstallation;
import io.todosystem.e2e.installation.Installation;
import io.todosystem.e2e.installation.LocalInstallation;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.mail.StoredMail;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole system, started once for all test classes, on free ports and in a folder of its own; or one that runs
 * already.
 */
public final class Stack implements AutoCloseable {
    private static final List<String> ALL =
            List.of("postgres", "kafka", "mail", "auth", "tasks", "notification", "bff");

    private final Installation installation;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    private Stack(Installation installation) {
        this.installation = installation;
    }

    private static Stack find() {
        return new Stack(AddressedInstallation.ofProperties()
                .orElseGet(() -> new LocalInstallation(LocalStack.builder()
                        .home(Path.of("target", "stack").toAbsolutePath())
                        .freePorts()
                        .start())));
    }

    /** The processes themselves; only of a system that the tests started. */
    public LocalStack local() {
        return switch (installation) {
            case LocalInstallation(var local) -> local;
            case AddressedInstallation _ -> throw new IllegalStateException("A test by address has no processes");
        };
    }

    public URI http() {
        return installation.http();
    }

    public String clientSecret(String client) {
        return installation.clientSecret(client);
    }

    public Rest rest() {
        return Rest.anonymous(installation.http());
    }

    public ManagedChannel channel(String service) {
        return channels.computeIfAbsent(
                service, name -> Grpc.newChannelBuilder(installation.grpc(name), InsecureChannelCredentials.create())
                        .build());
    }

    public List<StoredMail> mailsTo(String address) {
        return installation.mailsTo(address);
    }

    public void kill(String name) {
        local().kill(name);
    }

    void killAll() {
        local().killAll();
    }

    void start(String name) {
        local().start(name);
    }

    void startAll() {
        ALL.forEach(local()::start);
    }

    /** Starts what is down and returns when all of it works together. */
    public void recover() {
        if (installation instanceof LocalInstallation) {
            startAll();
        }
        await().atMost(Duration.ofSeconds(40))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(this::assertThatAllWorksTogether);
    }

    /** The gateway reaches every service, these reach auth, and each has its database. */
    private void assertThatAllWorksTogether() {
        assertThat(rest().get("/health").body().get("services")).isNotEmpty().allMatch(service -> "UP"
                .equals(service.asText()));
        assertThat(rest().register("Somebody")
                        .rest()
                        .get("/api/v1/dashboard")
                        .body()
                        .get("degraded"))
                .isEmpty();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        installation.close();
    }

    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Stack.class))
                    .getOrComputeIfAbsent(Stack.class, type -> find(), Stack.class);
        }
    }
}
