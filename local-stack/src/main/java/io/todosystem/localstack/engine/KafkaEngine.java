package io.todosystem.localstack.engine;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.engine.JavaPrograms.Program;
import io.todosystem.localstack.supervise.Component;
import io.todosystem.localstack.supervise.Component.StopSignal;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Kafka for the stack: one broker that is its own controller, in a process of its own.
 *
 * <p>A broker that dies loses nothing, since the system still writes what it was given; a machine that dies loses at
 * most the last second, which the outboxes send again.
 */
public final class KafkaEngine {
    private final Home home;
    private final Ports ports;
    private final JavaPrograms programs;
    private final Path topics;

    public KafkaEngine(Home home, Ports ports, JavaPrograms programs, Path topics) {
        this.home = home;
        this.ports = ports;
        this.programs = programs;
        this.topics = topics;
    }

    public Component component() {
        return new Component("kafka", this::launch, this::ready, StopSignal.TERM, Duration.ofSeconds(35));
    }

    private Launch launch() throws IOException {
        Path properties = home.run().resolve("kafka.properties");
        try (OutputStream file = Files.newOutputStream(properties)) {
            properties().store(file, null);
        }
        Program program = new Program(
                "kafka",
                "local-stack",
                KafkaBroker.class.getName(),
                List.of(
                        JavaPrograms.QUICK_START,
                        "-Xms96m",
                        "-Xmx256m",
                        "-XX:ActiveProcessorCount=2",
                        "-Dlogback.configurationFile=logback-kafka.xml"));
        return programs.launch(program, List.of(properties.toString()), Map.of());
    }

    private boolean ready() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(Ports.KAFKA)), 1000);
        }
        Topics.read(topics).ensure(ports.address(Ports.KAFKA));
        return true;
    }

    /** To be stored as Kafka reads it: what is not Latin-1 in a path is escaped. */
    private Properties properties() throws IOException {
        String folder = home.data("kafka").toString();
        if (folder.contains(",")) {
            throw new StackFailure("Kafka takes a comma for the end of a path: set TODO_HOME to a folder without one.");
        }
        Properties properties = new Properties();
        properties.load(new StringReader(settings()));
        properties.setProperty("log.dirs", folder);
        return properties;
    }

    private String settings() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%2$s
                listeners=BROKER://%1$s,CONTROLLER://%2$s
                advertised.listeners=BROKER://%1$s
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                auto.create.topics.enable=false
                num.partitions=12
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=12
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                broker.heartbeat.interval.ms=1000
                broker.session.timeout.ms=4000
                log.flush.interval.ms=1000
                log.flush.scheduler.interval.ms=1000
                log.segment.bytes=67108864
                log.index.size.max.bytes=1048576
                log.cleaner.dedupe.buffer.size=4194304
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                """.formatted(ports.address(Ports.KAFKA), ports.address(Ports.KAFKA_CONTROLLER));
    }
}
