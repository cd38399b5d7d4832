package io.todosystem.eventing.relay;

import io.todosystem.eventing.loop.OneLine;
import io.todosystem.eventing.transaction.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay's failures since its last round that ended well: each kind is told once, and the waits grow. */
final class Setbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private Duration next = FIRST;
    private boolean toldOutage;
    private boolean toldBug;

    /** Returns how long to wait before the next try. */
    Duration add(Throwable cause) {
        if (isOutage(cause)) {
            tellOutage(cause);
        } else {
            tellBug(cause);
        }
        var wait = next;
        var doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }

    void over() {
        next = FIRST;
        toldOutage = false;
        toldBug = false;
    }

    private void tellOutage(Throwable cause) {
        if (!toldOutage) {
            toldOutage = true;
            LOG.warn("The outbox is not relayed until what the relay needs is back: {}", OneLine.of(cause));
        }
    }

    private void tellBug(Throwable cause) {
        if (!toldBug) {
            toldBug = true;
            LOG.error("The relay failed, it begins anew until it gets on", cause);
        }
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLException
                || cause instanceof KafkaException
                || (cause instanceof RuntimeException failure && Transactions.mayPass(failure));
    }
}
