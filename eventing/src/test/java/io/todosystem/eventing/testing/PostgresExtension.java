package io.todosystem.eventing.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One durable PostgreSQL server a JVM and a fresh, empty database for each test class. To be used from a static
 * {@code @RegisterExtension} field; {@link #properties} is what a service's {@code application.yml} expects from the
 * environment.
 */
public final class PostgresExtension implements BeforeAllCallback {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private String database = "";

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        database = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"), user(), password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    public String url() {
        return url(database);
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    public Map<String, String> properties() {
        return Map.of("TODO_DATABASE_URL", url(), "TODO_DATABASE_USER", user(), "TODO_DATABASE_PASSWORD", password());
    }

    /** Ends the sessions of this application, with the statement they are in. */
    public void cutSession(String applicationName) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = '%s'""".formatted(applicationName));
        }
    }

    /** The database through {@code proxy}, which leads to {@link #port}. */
    public String url(TcpProxy proxy) {
        return "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database;
    }

    public int port() {
        return Server.RUNNING.getPort();
    }

    /** A connection of the test's own, beside the pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /** How many statements wait for a lock that another holds. */
    public int waiting() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'""")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Cuts every connection to the database, as a restart of the server would. */
    public void cutConnections() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""");
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + database;
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
                requireDurable(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void requireDurable(EmbeddedPostgres server) {
            for (var setting : new String[] {"fsync", "synchronous_commit"}) {
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement();
                        var rows = statement.executeQuery("SHOW " + setting)) {
                    if (!rows.next() || !"on".equals(rows.getString(1))) {
                        throw new IllegalStateException(setting + " is off: this PostgreSQL would lose commits");
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
