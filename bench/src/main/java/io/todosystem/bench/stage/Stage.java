package io.todosystem.bench.stage;

import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.engine.Folders;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a measurement takes place: PostgreSQL, Kafka and services as processes of their own, on free ports, with empty
 * databases, as durable as always.
 *
 * <p>The engines are those of {@code ./todo up}. {@link #service} starts a service with the options of every program
 * that is compared; what {@code ./todo up} gives it is meant for small machines.
 */
public final class Stage implements AutoCloseable {
    private final LocalStack stack;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger traced = new AtomicInteger();

    private Stage(LocalStack stack) {
        this.stack = stack;
    }

    /** With these parts of the local stack started, in this order; among them may be whole services. */
    public static Stage with(String... parts) throws IOException {
        Path home = Project.ofThisBuild().folder().resolve("bench/target/stage");
        Folders.delete(home);
        Stage stage = new Stage(LocalStack.builder().home(home).freePorts().create());
        try {
            for (String part : parts) {
                stage.stack.start(part);
            }
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    public LocalStack stack() {
        return stack;
    }

    public long pid(String part) {
        return stack.pid(part);
    }

    /** One more process of a service, with these variables beside or in place of its usual ones. */
    public ServiceProcess service(String name, Map<String, String> environment) throws IOException {
        String module = name.equals("bff") ? "bff-gateway" : name + "-service";
        return program(
                name,
                Project.ofThisBuild().classPath(module),
                "io.todosystem." + name + ".Application",
                environmentOf(name, environment));
    }

    /** A program of any class path (empty: this module's) that is configured like a service and serves like one. */
    public ServiceProcess program(String name, List<Path> classPath, String main, Map<String, String> environment)
            throws IOException {
        ServiceProcess process = ServiceProcess.start(
                name, ports -> new Launch(JavaProcess.command(classPath, main, List.of()), ports.added(environment)));
        return opened(process);
    }

    /** What the local stack tells this service, changed by {@code changes}. Traces are kept as in production. */
    public Map<String, String> environmentOf(String name, Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(stack.launch(name).environment());
        environment.putAll(tracing());
        environment.putAll(changes);
        return environment;
    }

    /** Closed with the stage, before its engines. */
    public <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /** One trace of ten, to a file of its own: as much work as to send it to a collector. */
    public Map<String, String> tracing() {
        Path file = stack.home().traces().resolve(traced.incrementAndGet() + ".jsonl");
        return Map.of("TODO_TRACING_RATIO", "0.1", "TODO_TRACING_FILE", file.toString());
    }

    /** A connection to a service's database as the service. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(stack.databaseUrl(database), database, stack.databasePassword(database));
    }

    /** The first column of the first row. */
    public long ask(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable closeable : open.reversed()) {
            try {
                closeable.close();
            } catch (Exception e) {
                System.getLogger(Stage.class.getName()).log(System.Logger.Level.WARNING, "Could not be closed", e);
            }
        }
        stack.close();
    }
}
