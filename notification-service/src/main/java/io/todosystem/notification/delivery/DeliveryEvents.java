package io.todosystem.notification.delivery;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.proto.events.v1.NotificationFailed;
import io.todosystem.proto.events.v1.NotificationSent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** What the topic {@code notification-events} says about deliveries: neither addresses nor words. */
@Singleton
final class DeliveryEvents {

    private final Outbox outbox;
    private final Supplier<UUID> ids;

    DeliveryEvents(Outbox outbox, @Named("ids") Supplier<UUID> ids) {
        this.outbox = outbox;
        this.ids = ids;
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
                .setSendTime(timestamp(now))
                .build();
        append(tx, delivery, sequence, "notification.sent", sent);
    }

    void failed(Tx tx, Delivery delivery, String reason, long sequence, Instant now) {
        var failed = NotificationFailed.newBuilder()
                .setDeliveryId(delivery.id().toString())
                .setUserId(delivery.userId().toString())
                .setNotificationId(delivery.notificationId().toString())
                .setKind(delivery.kind())
                .setChannel(Delivery.CHANNEL)
                .setAttempts(delivery.attempt())
                .setReason(reason)
                .setFailTime(timestamp(now))
                .build();
        append(tx, delivery, sequence, "notification.failed", failed);
    }

    private void append(Tx tx, Delivery delivery, long sequence, String type, Message payload) {
        String user = delivery.userId().toString();
        outbox.append(
                tx, new OutboxEvent(ids.get(), "notification-events", user, type, "user", user, sequence, payload));
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
