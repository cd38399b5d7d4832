package io.todosystem.eventing.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A single-node Kafka in this process, formatted once, that can be stopped and started. */
final class Broker {
    private final int port = freePort();
    private final int controllerPort = freePort();
    private final int proxiedPort = freePort();
    private final TcpProxy proxy = TcpProxy.to(proxiedPort);
    private final Path folder;

    private @Nullable KafkaRaftServer running;

    Broker() {
        try {
            folder = Files.createTempDirectory("todo-kafka-");
            Runtime.getRuntime().addShutdownHook(new Thread(this::destroy));
            format();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format Kafka's storage", e);
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Stands between the broker and the clients that came through it. */
    TcpProxy proxy() {
        return proxy;
    }

    /** Comes back empty, as another cluster. */
    synchronized void wipe() {
        stop();
        try {
            deleteFiles();
            format();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format Kafka's storage again", e);
        }
        start();
    }

    synchronized void start() {
        if (running == null) {
            var server = new KafkaRaftServer(new KafkaConfig(configuration(), false), Time.SYSTEM);
            server.startup();
            running = server;
        }
    }

    synchronized void stop() {
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
            running = null;
        }
    }

    private void format() throws Exception {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(silent)
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
    }

    private Properties configuration() {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, proxiedPort, controllerPort));
        properties.setProperty(
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(port, proxy.port()));
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", folder.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.enable", "false");
        return properties;
    }

    private void destroy() {
        stop();
        proxy.close();
        try {
            deleteFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteFiles() throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        Files.createDirectories(folder);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
