package io.todosystem.e2e.faults;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.engine.HttpProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** One more process of a service, on the database of the first. */
final class Replica implements AutoCloseable {
    private final Process process;
    private final ManagedChannel channel;

    private Replica(Process process, int port) {
        this.process = process;
        this.channel = Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    /** Returns when it serves. */
    static Replica start(LocalStack stack, String service, Map<String, String> environment) {
        var launch = stack.launch(service);
        int port = freePort();
        int management = freePort();
        var builder = new ProcessBuilder(launch.command())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", service + "-replica.log").toFile());
        builder.environment().putAll(launch.environment());
        builder.environment().put("TODO_DATABASE_POOL_SIZE", "4");
        builder.environment().put("TODO_GRPC_PORT", Integer.toString(port));
        builder.environment().put("TODO_MANAGEMENT_PORT", Integer.toString(management));
        builder.environment().putAll(environment);
        try {
            var replica = new Replica(builder.start(), port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> HttpProbe.succeeds(management, "/health/readiness"));
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        process.destroy();
        if (!awaitExit()) {
            process.destroyForcibly();
        }
    }

    private boolean awaitExit() {
        try {
            return process.waitFor(35, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
