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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One more process of a service, on the database of the first. */
final class Replica implements AutoCloseable {
    private final Process process;
    private final int port;
    private final ManagedChannel channel;

    private Replica(Process process, int port) {
        this.process = process;
        this.port = port;
        this.channel = Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    /** Returns when it serves. */
    static Replica start(LocalStack stack, String service, Map<String, String> environment) {
        return start(stack, service, freePort(), environment);
    }

    /** On the same port of another address of this machine. */
    Replica beside(LocalStack stack, String service, String address) {
        return start(stack, service, port, Map.of("GRPC_SERVER_HOST", address));
    }

    private static Replica start(LocalStack stack, String service, int port, Map<String, String> environment) {
        var launch = stack.launch(service);
        int management = freePort();
        var builder = new ProcessBuilder(launch.command())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", service + "-replica-" + management + ".log")
                        .toFile());
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

    /** To all replicas that this name stands for, in turns. */
    ManagedChannel channelTo(String name) {
        return Grpc.newChannelBuilder("dns:///" + name + ":" + port, InsecureChannelCredentials.create())
                .defaultLoadBalancingPolicy("round_robin")
                .build();
    }

    /** SIGTERM; returns when the process has gone, with its exit code. */
    int terminate() {
        process.destroy();
        assertThat(awaitExit()).isTrue();
        return process.exitValue();
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
