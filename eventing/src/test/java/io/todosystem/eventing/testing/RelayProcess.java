package io.todosystem.eventing.testing;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A relay in a process of its own, so that it can die as processes do. */
public final class RelayProcess implements AutoCloseable {
    private final Process process;

    private RelayProcess(Process process) {
        this.process = process;
    }

    public static RelayProcess start(PostgresExtension postgres, String kafkaBootstrap) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classPath,
                RelayProcess.class.getName());
        builder.environment().putAll(postgres.properties());
        builder.environment().put("TODO_KAFKA_BOOTSTRAP", kafkaBootstrap);
        builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "relay-process.log").toFile());
        return new RelayProcess(builder.start());
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Object> properties =
                new HashMap<>(Map.of("micronaut.application.name", "test", "todo.consumer.enabled", false));
        try (var context = ApplicationContext.builder().properties(properties).start()) {
            if (context.isRunning()) {
                new CountDownLatch(1).await();
            }
        }
    }
}
