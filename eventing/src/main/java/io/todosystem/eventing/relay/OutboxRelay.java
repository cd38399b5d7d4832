package io.todosystem.eventing.relay;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.todosystem.eventing.loop.SteadyTime;
import io.todosystem.eventing.outbox.RelaySignal;
import io.todosystem.eventing.outbox.Resend;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends committed outbox rows to Kafka, oldest first for each key, for as long as the process runs.
 *
 * <p>A row is marked only after the broker confirms it, so a crash in between sends it again: every consumer goes
 * through its inbox. One relay runs per database (advisory lock), the others stand by; two would lose nothing but could
 * swap rows of a key. Whatever fails, it begins anew with a fresh connection.
 */
@Singleton
final class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DatasourceConfiguration database;
    private final RelayConfiguration configuration;
    private final KafkaSender sender;
    private final RelayMetrics metrics;
    private final RelaySignal signal;
    private final Resend resend;

    private final Setbacks setbacks = new Setbacks();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    OutboxRelay(
            DatasourceConfiguration database,
            RelayConfiguration configuration,
            KafkaSender sender,
            RelayMetrics metrics,
            RelaySignal signal,
            Resend resend) {
        this.database = database;
        this.configuration = configuration;
        this.sender = sender;
        this.metrics = metrics;
        this.signal = signal;
        this.resend = resend;
    }

    @EventListener
    void start(StartupEvent event) {
        if (configuration.relay()) {
            thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
        }
    }

    @EventListener
    void stop(ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        signal.wake();
        var relay = thread;
        if (relay != null && !relay.join(GRACE)) {
            relay.interrupt();
            relay.join(GRACE);
        }
    }

    private void run() {
        try {
            while (!isStopping()) {
                relay();
            }
        } catch (InterruptedException e) {
            LOG.debug("stops");
        }
        sender.close();
    }

    private void relay() throws InterruptedException {
        try (var connection = RelayConnection.open(database, configuration.pollInterval())) {
            standBy(connection);
            lead(connection);
        } catch (SQLException | RuntimeException | Error e) {
            sender.close();
            pause(setbacks.add(e));
        } finally {
            metrics.observeNothing();
        }
    }

    private void standBy(RelayConnection connection) throws SQLException, InterruptedException {
        while (!isStopping() && !connection.tryLead()) {
            signal.await(configuration.pollInterval());
        }
    }

    private void lead(RelayConnection connection) throws SQLException, InterruptedException {
        var relay = new Relay(connection, resend, sender, metrics, configuration.batchSize(), new SteadyTime());
        var leads = false;
        while (!isStopping()) {
            boolean more = relay.round();
            metrics.round();
            if (!leads) {
                leads = true;
                setbacks.over();
                LOG.info("This process relays the outbox");
            }
            if (!more) {
                signal.await(configuration.pollInterval());
            }
        }
    }

    /** Not by the signal: each commit would end it. */
    private void pause(Duration wait) throws InterruptedException {
        var unused = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
