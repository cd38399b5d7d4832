package io.todosystem.localstack.engine;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.Component;
import io.todosystem.localstack.supervise.Component.StopSignal;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * PostgreSQL for the stack: as durable as a production server, small, on loopback, with passwords.
 *
 * <p>The durable settings are asked of the running server; one that runs without them is refused.
 */
public final class PostgresEngine {
    /** A service owns the database of its name. */
    public static final List<String> DATABASES = List.of("auth", "tasks", "notification");

    private static final String INVALID_PASSWORD = "28P01";
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;

    public PostgresEngine(Home home, Ports ports, Secrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    public Component component() {
        return new Component("postgres", this::launch, this::ready, StopSignal.INT, Duration.ofSeconds(35));
    }

    public static String url(Ports ports, String database) {
        return "jdbc:postgresql://" + ports.address(Ports.POSTGRES) + "/" + database;
    }

    private Launch launch() {
        Path programs = PostgresBinaries.unpacked(cache()).resolve("bin");
        PostgresCluster cluster = new PostgresCluster(home.data("postgres"));
        cluster.prepare(programs, superuserPassword());
        return new Launch(cluster.serverCommand(programs, settings()), Map.of());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(DURABLE);
        settings.put("listen_addresses", Ports.LOOPBACK);
        settings.put("port", Integer.toString(ports.of(Ports.POSTGRES)));
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("wal_level", "logical");
        settings.put("max_connections", "60");
        settings.put("shared_buffers", "64MB");
        settings.put("maintenance_work_mem", "32MB");
        settings.put("max_wal_size", "512MB");
        settings.put("max_wal_senders", "4");
        settings.put("max_replication_slots", "4");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m %q%u@%d ");
        return settings;
    }

    private boolean ready() throws SQLException, IOException {
        if (!new PostgresCluster(home.data("postgres")).acceptsConnections()) {
            return false;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : DURABLE.entrySet()) {
                requireSetting(statement, setting.getKey(), setting.getValue());
            }
            PostgresDatabases.ensure(connection, secrets);
            return true;
        } catch (SQLException e) {
            if (INVALID_PASSWORD.equals(e.getSQLState())) {
                throw new StackFailure(
                        "PostgreSQL refuses the password in " + home.secrets() + ": its data was made with other"
                                + " secrets. Put the old file back, or run ./todo reset, which deletes all data.",
                        e);
            }
            throw e;
        }
    }

    private static void requireSetting(Statement statement, String name, String value) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + name)) {
            if (!rows.next() || !value.equals(rows.getString(1))) {
                throw new StackFailure("PostgreSQL runs without " + name + "=" + value
                        + ", so a crash would lose what it has confirmed. Remove the setting from its configuration.");
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", superuserPassword());
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", "20");
        login.setProperty("ApplicationName", "todo");
        return DriverManager.getConnection(url(ports, "postgres"), login);
    }

    private String superuserPassword() {
        return secrets.get(Secrets.databaseOf("postgres"));
    }

    /** Root's is a public one: PostgreSQL may have to run as another user, who cannot enter root's home. */
    private static Path cache() {
        if (UnprivilegedUser.isNeeded()) {
            return Path.of("/var/cache/todo-system");
        }
        String base = System.getenv("XDG_CACHE_HOME");
        Path folder =
                base == null || base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return folder.resolve("todo-system");
    }
}
