package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of every process: standard output, JSON or text ({@code TODO_LOG_FORMAT}), from {@code TODO_LOG_LEVEL} on;
 * below INFO only our own words, since libraries write tokens and addresses there.
 *
 * <p>Found by logback through its service file; no module has a configuration file of its own.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String PATTERN =
            "%d{HH:mm:ss.SSS} %-5level %logger{24} %msg%replace( [%mdc]){' \\[\\]', ''}%n%ex";

    /**
     * Libraries whose ordinary words would bury ours. Kafka's clients repeat each second that a name, broker or topic
     * is not there yet (our loops say it once), and two of its meters never get along with Prometheus. Netty tells
     * with a stack trace of each client that speaks no HTTP/2 or sends half a message; the client has its answer.
     * Flyway warns at every start that migrations may come out of order, which is meant: eventing's have numbers below
     * the services'. OpenTelemetry repeats that a collector is gone; {@link ToldOnce} says it once.
     */
    private static final Map<String, Level> LIBRARIES = Map.ofEntries(
            Map.entry("org.apache.kafka", Level.WARN),
            Map.entry("org.apache.kafka.clients.NetworkClient", Level.ERROR),
            Map.entry("org.apache.kafka.clients.ClientUtils", Level.ERROR),
            Map.entry("io.micronaut.configuration.kafka", Level.WARN),
            Map.entry("io.micrometer", Level.ERROR),
            Map.entry("io.grpc.netty.NettyServerStream", Level.ERROR),
            Map.entry("io.grpc.netty.NettyServerHandler", Level.ERROR),
            Map.entry("io.grpc.netty.NettyServerTransport", Level.WARN),
            Map.entry("com.zaxxer.hikari", Level.WARN),
            Map.entry("io.opentelemetry.exporter.internal", Level.OFF),
            Map.entry("org.flywaydb.core.internal.command.DbMigrate", Level.ERROR));

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        bridgeJavaUtilLogging(loggers);
        BatchedConsole console = new BatchedConsole(ConsoleTarget.SystemOut.getStream());
        console.setContext(loggers);
        console.setName("console");
        console.setEncoder("text".equalsIgnoreCase(System.getenv("TODO_LOG_FORMAT")) ? text(loggers) : json(loggers));
        console.addFilter(new ContextFields());
        console.start();
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        setLevels(loggers, Level.toLevel(System.getenv("TODO_LOG_LEVEL"), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void setLevels(LoggerContext loggers, Level wanted) {
        boolean harmless = wanted.isGreaterOrEqual(Level.INFO);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(harmless ? wanted : Level.INFO);
        if (!harmless) {
            LogLevels.OURS.forEach(name -> loggers.getLogger(name).setLevel(wanted));
        }
        LIBRARIES.forEach((name, level) -> loggers.getLogger(name).setLevel(level));
    }

    /** gRPC logs through java.util.logging. */
    private static void bridgeJavaUtilLogging(LoggerContext loggers) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LevelChangePropagator levels = new LevelChangePropagator();
        levels.setContext(loggers);
        loggers.addListener(levels);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext loggers) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(loggers);
        encoder.setTimeZone("UTC");
        encoder.getFieldNames().setVersion("[ignore]");
        encoder.getFieldNames().setLevelValue("[ignore]");
        encoder.start();
        return encoder;
    }
}
