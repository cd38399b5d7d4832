package io.todosystem.eventing.relay;

import io.todosystem.eventing.outbox.Resend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka that has what is marked as sent. A cluster's id is made with its disk: another id is a Kafka that lost
 * everything, or a new one, and gets what the outbox retains before anything new, so that the order of keys holds.
 */
final class KnownCluster {
    private static final Logger LOG = LoggerFactory.getLogger(KnownCluster.class);
    private static final String READ = "SELECT cluster_id FROM kafka_cluster";
    private static final String WRITE = """
            INSERT INTO kafka_cluster (cluster_id) VALUES (?)
            ON CONFLICT (one) DO UPDATE SET cluster_id = EXCLUDED.cluster_id, since = now()""";

    private final Connection connection;
    private final Heartbeat heartbeat;
    private final Resend resend;
    private String known = "";

    KnownCluster(Connection connection, Heartbeat heartbeat, Resend resend) {
        this.connection = connection;
        this.heartbeat = heartbeat;
        this.resend = resend;
    }

    /**
     * Whether this cluster has what is marked; if not, the marks are taken back and it is the known one from now on.
     */
    boolean is(String cluster) throws SQLException {
        if (known.isEmpty()) {
            known = read().orElse("");
        }
        if (known.equals(cluster)) {
            return true;
        }
        if (!known.isEmpty()) {
            LOG.warn("Kafka is another cluster ({}, before {}): everything retained is sent again", cluster, known);
            unmarkAll();
        }
        write(cluster);
        known = cluster;
        return false;
    }

    private void unmarkAll() throws SQLException {
        var part = Optional.of(resend.begin(Instant.EPOCH));
        while (part.isPresent()) {
            part = resend.run(part.get()).rest();
            heartbeat.beat();
        }
    }

    private Optional<String> read() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(READ)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private void write(String cluster) throws SQLException {
        try (var statement = connection.prepareStatement(WRITE)) {
            statement.setString(1, cluster);
            statement.executeUpdate();
        }
    }
}
