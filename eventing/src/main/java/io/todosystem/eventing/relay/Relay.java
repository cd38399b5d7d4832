package io.todosystem.eventing.relay;

import io.todosystem.eventing.loop.SteadyTime;
import io.todosystem.eventing.outbox.Resend;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds of the one relay that holds the lock: read, send, mark. */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration SAMPLES = Duration.ofSeconds(5);

    private final OutboxTable outbox;
    private final KnownCluster knownCluster;
    private final Heartbeat heartbeat;
    private final KafkaSender sender;
    private final RelayMetrics metrics;
    private final int batchSize;
    private final SteadyTime time;
    private final TopicWaits topics = new TopicWaits();
    private Instant nextSample = Instant.MIN;

    Relay(
            RelayConnection connection,
            Resend resend,
            KafkaSender sender,
            RelayMetrics metrics,
            int batchSize,
            SteadyTime time) {
        this.outbox = new OutboxTable(connection.connection());
        this.knownCluster = new KnownCluster(connection.connection(), connection, resend);
        this.heartbeat = connection;
        this.sender = sender;
        this.metrics = metrics;
        this.batchSize = batchSize;
        this.time = time;
    }

    /** Sends what is committed and may be sent; false if nothing more can be done now. */
    boolean round() throws SQLException, InterruptedException {
        var more = relay();
        sample();
        return more;
    }

    private boolean relay() throws SQLException, InterruptedException {
        var rows = outbox.unsent(topics.waiting(time.instant()), batchSize);
        if (rows.isEmpty()) {
            return false;
        }
        var cluster = clusterFor(rows.getFirst());
        if (cluster.isEmpty()) {
            return false;
        }
        return !knownCluster.is(cluster.get()) || send(rows);
    }

    /** Empty if no Kafka answers. */
    private Optional<String> clusterFor(OutboxRow row) {
        try {
            return Optional.of(sender.cluster(row.destination().topic()));
        } catch (KafkaException e) {
            count(List.of(new Delivery.Unavailable(row, e)));
            return Optional.empty();
        }
    }

    private boolean send(List<OutboxRow> rows) throws SQLException, InterruptedException {
        var deliveries = sender.send(rows, heartbeat);
        settle(deliveries);
        count(deliveries);
        return rows.size() == batchSize
                && deliveries.stream().anyMatch(delivery -> !(delivery instanceof Delivery.Unavailable));
    }

    /** After the confirmations: a crash before this sends the rows again. */
    private void settle(List<Delivery> deliveries) throws SQLException {
        List<Long> sent = new ArrayList<>(deliveries.size());
        for (var delivery : deliveries) {
            switch (delivery) {
                case Delivery.Sent(var row) -> sent.add(row.id());
                case Delivery.Refused(var row, var cause) -> park(row, cause);
                case Delivery.Unavailable _ -> {}
            }
        }
        if (!sent.isEmpty()) {
            outbox.mark(sent);
        }
    }

    private void count(List<Delivery> deliveries) {
        topics.settle(deliveries, time.instant());
        metrics.count(deliveries);
    }

    private void park(OutboxRow row, Exception cause) throws SQLException {
        outbox.park(row.id(), cause.toString());
        LOG.error(
                "Outbox row {} (event {}, topic {}, key {}) is parked, later events of its key wait for its release: {}",
                row.id(),
                row.eventId(),
                row.destination().topic(),
                row.destination().key(),
                cause.toString());
    }

    /** After what is to be sent, and whatever it says: figures never keep events back. */
    private void sample() {
        if (time.instant().isBefore(nextSample)) {
            return;
        }
        try {
            metrics.observe(outbox.backlog());
        } catch (SQLException e) {
            LOG.warn("What waits in the outbox was not counted: {}", e.toString());
        }
        nextSample = time.instant().plus(SAMPLES);
    }
}
