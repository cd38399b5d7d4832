package io.todosystem.eventing.relay;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The relay's own connection: the session that holds the lock is the one that reads and marks, so that a relay which
 * lost the lock can mark nothing. It is never pooled, since a pool would end or share the session.
 */
final class RelayConnection implements AutoCloseable, Heartbeat {
    /** One relay per database: advisory locks are the database's. */
    private static final long LOCK = 7_310_868_735_423_492_453L;

    /** How long beyond the longest regular silence: a pause of the process is not yet its end. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Connection connection;
    private long lastBeat = System.nanoTime();

    private RelayConnection(Connection connection) {
        this.connection = connection;
    }

    static RelayConnection open(DatasourceConfiguration database, Duration pollInterval) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.getUsername());
        properties.setProperty("password", database.getPassword());
        properties.setProperty("ApplicationName", "outbox-relay");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false"); // As for the pool.
        properties.setProperty("options", settings(pollInterval.plus(SILENCE).toMillis()));
        return new RelayConnection(DriverManager.getConnection(database.getUrl(), properties));
    }

    /**
     * A relay that gives no sign of life, frozen or behind a dead network, is deposed. Marks may be lost with the
     * server's memory: the rows are sent again. The plan is fixed, since statistics cannot follow a queue.
     */
    private static String settings(long silenceMillis) {
        return """
                -c statement_timeout=10s -c lock_timeout=5s -c idle_session_timeout=%1$d -c tcp_user_timeout=%1$d \
                -c synchronous_commit=off \
                -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off \
                -c enable_material=off -c jit=off""".formatted(silenceMillis);
    }

    /** Whether this session is the relay now. */
    boolean tryLead() throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public void beat() throws SQLException {
        var now = System.nanoTime();
        if (now - lastBeat > BEAT_NANOS) {
            lastBeat = now;
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
