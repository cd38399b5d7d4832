package io.todosystem.eventing.relay;

import io.todosystem.eventing.relay.OutboxRow.Destination;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of rows to Kafka: all keys side by side, and of one key a row only after the one before it is
 * confirmed. The idempotent producer alone does not give that order: when a record is rejected, those behind it in the
 * pipeline still arrive.
 *
 * <p>After {@link #LONGEST} no row is sent any more, so that what was confirmed is soon marked. Before each send it is
 * clear that the lock was still there a second ago. Used by the relay's thread, which alone sends.
 */
final class SendBatch {
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final Function<OutboxRow, ProducerRecord<String, byte[]>> records;
    private final SendSpans spans;
    private final Heartbeat heartbeat;
    private final LongSupplier nanoTime;
    private final long start;

    /** A destination stays here, and holds its later rows back, until its last row is confirmed. */
    private final Map<Destination, Deque<OutboxRow>> followers = new HashMap<>();

    private final Set<String> unavailableTopics = new HashSet<>();
    private final BlockingQueue<Delivery> confirmations = new LinkedBlockingQueue<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private int inFlight;

    SendBatch(
            Producer<String, byte[]> producer,
            Function<OutboxRow, ProducerRecord<String, byte[]>> records,
            SendSpans spans,
            Heartbeat heartbeat,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.records = records;
        this.spans = spans;
        this.heartbeat = heartbeat;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void offer(OutboxRow row) throws SQLException {
        heartbeat.beat();
        settleConfirmed();
        var sameKey = followers.get(row.destination());
        if (sameKey == null) {
            followers.put(row.destination(), new ArrayDeque<>(0));
            send(row);
        } else {
            sameKey.add(row);
        }
    }

    List<Delivery> await() throws InterruptedException, SQLException {
        while (inFlight > 0) {
            var delivery = confirmations.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            heartbeat.beat();
            if (delivery != null) {
                settle(delivery);
            }
        }
        return deliveries;
    }

    private void settleConfirmed() {
        for (var delivery = confirmations.poll(); delivery != null; delivery = confirmations.poll()) {
            settle(delivery);
        }
    }

    private void settle(Delivery delivery) {
        inFlight--;
        deliveries.add(delivery);
        switch (delivery) {
            case Delivery.Sent(var row) -> sendNext(row.destination());
            case Delivery.Refused _ -> {}
            case Delivery.Unavailable(var row, var _) ->
                unavailableTopics.add(row.destination().topic());
        }
    }

    private void sendNext(Destination destination) {
        var sameKey = followers.get(destination);
        var next = sameKey == null ? null : sameKey.poll();
        if (next == null) {
            followers.remove(destination);
        } else {
            send(next);
        }
    }

    private void send(OutboxRow row) {
        if (unavailableTopics.contains(row.destination().topic()) || nanoTime.getAsLong() - start > LONGEST.toNanos()) {
            return;
        }
        inFlight++;
        try {
            hand(records.apply(row), row);
        } catch (RuntimeException e) {
            confirmations.add(new Delivery.Refused(row, e));
        }
    }

    private void hand(ProducerRecord<String, byte[]> record, OutboxRow row) {
        var span = spans.begin(row, record);
        try {
            var unused = producer.send(record, (_, failure) -> {
                SendSpans.end(span, failure);
                confirmations.add(outcome(row, failure));
            });
        } catch (RuntimeException e) {
            SendSpans.end(span, e);
            confirmations.add(Delivery.failed(row, e));
        }
    }

    private static Delivery outcome(OutboxRow row, @Nullable Exception failure) {
        return failure == null ? new Delivery.Sent(row) : Delivery.failed(row, failure);
    }
}
