package io.todosystem.eventing.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds of the one relay that holds the lock: read, send, mark. */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration SAMPLES = Duration.ofSeconds(5);

    private final OutboxTable outbox;
    private final KafkaSender sender;
    private final RelayMetrics metrics;
    private final int batchSize;
    private final InstantSource clock;
    private final TopicWaits topics = new TopicWaits();
    private Instant nextSample = Instant.MIN;

    Relay(OutboxTable outbox, KafkaSender sender, RelayMetrics metrics, int batchSize, InstantSource clock) {
        this.outbox = outbox;
        this.sender = sender;
        this.metrics = metrics;
        this.batchSize = batchSize;
        this.clock = clock;
    }

    /** Sends what is committed and may be sent; false if nothing more can be done now. */
    boolean round() throws SQLException, InterruptedException {
        sample();
        var rows = outbox.unsent(topics.waiting(clock.instant()), batchSize);
        if (rows.isEmpty()) {
            return false;
        }
        var deliveries = sender.send(rows);
        settle(deliveries);
        topics.settle(deliveries, clock.instant());
        metrics.count(deliveries);
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

    private void sample() throws SQLException {
        var now = clock.instant();
        if (!now.isBefore(nextSample)) {
            nextSample = now.plus(SAMPLES);
            metrics.observe(outbox.backlog());
        }
    }
}
