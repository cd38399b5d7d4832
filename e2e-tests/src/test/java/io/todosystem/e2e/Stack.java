package io.todosystem.e2e;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.mail.StoredMail;
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

/** The whole system, started once for all test classes, on free ports and in a folder of its own. */
public final class Stack implements AutoCloseable {
    private static final List<String> ALL =
            List.of("postgres", "kafka", "mail", "auth", "tasks", "notification", "bff");

    private final LocalStack local;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    private Stack() {
        local = LocalStack.builder()
                .home(Path.of("target", "stack").toAbsolutePath())
                .freePorts()
                .start();
    }

    /** The processes themselves. */
    public LocalStack local() {
        return local;
    }

    public Rest rest() {
        return Rest.anonymous(local.http());
    }

    public ManagedChannel channel(String service) {
        return channels.computeIfAbsent(
                service, name -> Grpc.newChannelBuilder(local.grpc(name), InsecureChannelCredentials.create())
                        .build());
    }

    public List<StoredMail> mailsTo(String address) {
        return local.mailbox().list(address, 100);
    }

    public void kill(String name) {
        local.kill(name);
    }

    void killAll() {
        local.killAll();
    }

    void start(String name) {
        local.start(name);
    }

    void startAll() {
        ALL.forEach(local::start);
    }

    /** Starts what is down and returns when all of it works together. */
    public void recover() {
        startAll();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(rest().get("/health").status()).isEqualTo(200));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        local.close();
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
                    .getOrComputeIfAbsent(Stack.class, type -> new Stack(), Stack.class);
        }
    }
}
