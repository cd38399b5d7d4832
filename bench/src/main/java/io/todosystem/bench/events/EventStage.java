package io.todosystem.bench.events;

import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.bench.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** PostgreSQL and Kafka, with a database and a topic for each program, so that none meets the rows of another. */
public final class EventStage implements AutoCloseable {
    private static final int PARTITIONS = 12;

    private final Stage stage;
    private final Database server;

    private EventStage(Stage stage) {
        this.stage = stage;
        this.server = database("postgres");
    }

    public static EventStage open() throws IOException {
        return new EventStage(Stage.with("postgres", "kafka"));
    }

    public Stage stage() {
        return stage;
    }

    public Database database(String name) {
        return new Database(
                stage.stack().databaseUrl(name), "postgres", stage.stack().databasePassword("postgres"));
    }

    public Topic topic(String name) {
        return new Topic(stage.stack().kafkaBootstrap(), name);
    }

    /** A program of this module, with a database and a topic of its name. */
    public Talk program(String name, String main) throws Exception {
        return program(name, List.of(), main);
    }

    /** A program of any class path (empty: this module's), with a database and a topic of its name. */
    public Talk program(String name, List<Path> classPath, String main) throws Exception {
        server.execute("CREATE DATABASE " + name);
        create(name);
        return start(name, classPath, main);
    }

    /** A program beside the one of this name. */
    public Talk beside(String name, String main) throws IOException {
        return start(name, List.of(), main);
    }

    /** Of the engines, whose processor time counts for everybody. */
    public List<Long> engines() {
        return List.of(stage.pid("postgres"), stage.pid("kafka"));
    }

    /** For what programs write down. */
    public Path file(String name) throws IOException {
        return Files.createDirectories(stage.stack().home().folder().resolve("moments"))
                .resolve(name);
    }

    private Talk start(String name, List<Path> classPath, String main) throws IOException {
        var database = database(name);
        var arguments = List.of(
                database.url(),
                database.user(),
                database.password(),
                stage.stack().kafkaBootstrap(),
                name);
        return stage.opened(new Talk(JavaProcess.piped(name, classPath, main, arguments)));
    }

    private void create(String topic) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of("bootstrap.servers", stage.stack().kafkaBootstrap());
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        stage.close();
    }

    /** A database and who may do everything in it. */
    public record Database(String url, String user, String password) {
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        public void execute(String statements) throws SQLException {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute(statements);
            }
        }

        /** The first column of the first row. */
        public long ask(String query) throws SQLException {
            try (var connection = connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
