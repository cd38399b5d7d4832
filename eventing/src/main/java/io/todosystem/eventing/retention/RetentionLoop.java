package io.todosystem.eventing.retention;

import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges now and then, for as long as the process runs. */
@Singleton
final class RetentionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);

    private final Retention retention;
    private final RetentionConfiguration configuration;
    private final CountDownLatch stopping = new CountDownLatch(1);

    RetentionLoop(Retention retention, RetentionConfiguration configuration) {
        this.retention = retention;
        this.configuration = configuration;
    }

    @EventListener
    void start(StartupEvent event) {
        Thread.ofVirtual().name("retention").start(this::run);
    }

    @EventListener
    void stop(ShutdownEvent event) {
        stopping.countDown();
    }

    private void run() {
        try {
            while (!stopping.await(configuration.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                purge();
            }
        } catch (InterruptedException e) {
            LOG.debug("stops");
        }
    }

    private void purge() {
        try {
            LOG.debug("{} rows were past their time", retention.purge());
        } catch (RuntimeException | Error e) {
            LOG.warn("Old rows stay until the next round: {}", e.toString());
        }
    }
}
