package io.todosystem.bench.stage;

import io.todosystem.localstack.Ports;
import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A process that is configured like a service and serves on ports of its own. */
public record ServiceProcess(JavaProcess process, PortsOfItsOwn ports) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    static ServiceProcess start(String name, Function<PortsOfItsOwn, Launch> launch) throws IOException {
        PortsOfItsOwn ports = PortsOfItsOwn.choose();
        JavaProcess process = JavaProcess.start(name, launch.apply(ports));
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!HttpProbe.awaits(ports.management(), "/health/readiness", Duration.ofSeconds(1))) {
            if (!process.handle().isAlive() || System.nanoTime() > end) {
                process.close();
                throw new IOException(name + " did not get ready; see " + process.log());
            }
        }
        return new ServiceProcess(process, ports);
    }

    public long pid() {
        return process.pid();
    }

    public String grpc() {
        return Ports.LOOPBACK + ":" + ports.grpc();
    }

    public String http() {
        return Ports.LOOPBACK + ":" + ports.http();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Chosen for one process. */
    public record PortsOfItsOwn(int grpc, int management, int http) {
        static PortsOfItsOwn choose() throws IOException {
            try (ServerSocket grpc = free();
                    ServerSocket management = free();
                    ServerSocket http = free()) {
                return new PortsOfItsOwn(grpc.getLocalPort(), management.getLocalPort(), http.getLocalPort());
            }
        }

        /** In place of those that it would have; a variable that it does not know it would refuse. */
        Map<String, String> added(Map<String, String> environment) {
            Map<String, String> all = new HashMap<>(environment);
            all.replace("TODO_GRPC_PORT", Integer.toString(grpc));
            all.replace("TODO_MANAGEMENT_PORT", Integer.toString(management));
            all.replace("TODO_HTTP_PORT", Integer.toString(http));
            return all;
        }

        private static ServerSocket free() throws IOException {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
