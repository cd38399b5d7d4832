package io.todosystem.notification.delivery;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.events.v1.NotificationFailed;
import io.todosystem.proto.events.v1.NotificationSent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import static net.logstash.logback.argument.StructuredArguments.kv;

/**
 * What is said about deliveries, neither addresses nor words: an event at the end, a line of the log and a count
 * always.
 */
@Singleton
final class DeliveryReports {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);

    private final Outbox outbox;
    private final Supplier<UUID> ids;
    private final MeterRegistry metrics;

    DeliveryReports(Outbox outbox, @Named("ids") Supplier<UUID> ids, MeterRegistry metrics) {
        this.outbox = outbox;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** JSON of the trace and the request that the work on this thread follows from. */
    String headers() {
        return outbox.headers();
    }

    void sent(Tx tx, Delivery delivery, long sequence, Instant now) {
        var sent = NotificationSent.newBuilder()
                .setDeliveryId(delivery.id().toString())
                .setUserId(delivery.userId().toString())
                .setNotificationId(delivery.notificationId().toString())
                .setKind(delivery.kind())
                .setChannel(Delivery.CHANNEL)
                .setAttempts(delivery.attempt())
                .setSendTime(Times.timestamp(now))
                .build();
        append(tx, delivery, sequence, "notification.sent", sent);
        tell(tx, delivery, "SENT", "");
    }

    /** For good, and it is not sent. */
    void notSent(Tx tx, Delivery delivery, String state, String reason, long sequence, Instant now) {
        var failed = NotificationFailed.newBuilder()
                .setDeliveryId(delivery.id().toString())
                .setUserId(delivery.userId().toString())
                .setNotificationId(delivery.notificationId().toString())
                .setKind(delivery.kind())
                .setChannel(Delivery.CHANNEL)
                .setAttempts(delivery.attempt())
                .setReason(reason)
                .setFailTime(Times.timestamp(now))
                .build();
        append(tx, delivery, sequence, "notification.failed", failed);
        tell(tx, delivery, state, reason);
    }

    void postponed(Tx tx, Delivery delivery, String reason) {
        tell(tx, delivery, "POSTPONED", reason);
    }

    private void append(Tx tx, Delivery delivery, long sequence, String type, Message payload) {
        String user = delivery.userId().toString();
        outbox.append(
                tx, new OutboxEvent(ids.get(), "notification-events", user, type, "user", user, sequence, payload));
    }

    private void tell(Tx tx, Delivery delivery, String state, String reason) {
        tx.afterCommit(() -> {
            metrics.counter("todo.deliveries", "channel", Delivery.CHANNEL, "state", state)
                    .increment();
            LOG.atLevel(state.equals("SENT") ? Level.INFO : Level.WARN)
                    .log(
                            "delivery {} {} {} {} {}" + (reason.isEmpty() ? "" : " {}"),
                            kv("state", state),
                            kv("delivery_id", delivery.id()),
                            kv("kind", delivery.kind()),
                            kv("user_id", delivery.userId()),
                            kv("attempt", delivery.attempt()),
                            kv("reason", reason));
        });
    }
}
