package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.KeyOrder;
import io.todosystem.bench.events.program.Moments;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What came of a known number of events, and in which order. */
final class Reading {
    private final int expected;
    private final Moments moments;
    private final KeyOrder order = new KeyOrder();
    private int came;
    private int again;

    Reading(int expected) {
        this.expected = expected;
        this.moments = new Moments(expected);
    }

    void add(ConsumerRecords<String, byte[]> records) {
        var now = System.nanoTime();
        var fresh = 0;
        for (var record : records) {
            if (moments.happened(Integer.parseInt(Event.header(record, "ce_subject")), now)) {
                fresh++;
                order.saw(record.key(), Long.parseLong(Event.header(record, "ce_sequence")));
            } else {
                again++;
            }
        }
        came += fresh;
    }

    boolean isComplete() {
        return came == expected;
    }

    Moments moments() {
        return moments;
    }

    @Override
    public String toString() {
        return came + " " + again + " " + order.gaps();
    }
}
