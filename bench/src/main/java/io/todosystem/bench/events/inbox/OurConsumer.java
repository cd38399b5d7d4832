package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.program.Ours;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.transaction.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Our consumer in a process of its own. {@code consume COUNT} joins the group, handles so many events, leaves, and
 * answers the nanoseconds from the first event in hand to the last commit.
 */
final class OurConsumer implements EventConsumer {
    private final Place place;
    private final Effects effects = new Effects();
    private final CountDownLatch done = new CountDownLatch(1);
    private final int expected;
    private int handled;
    private long first;
    private volatile long last;

    private OurConsumer(Place place, int expected) {
        this.place = place;
        this.expected = expected;
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        Ours.migrate(place);
        Effects.create(place);
        verbs.serve(Map.of("consume", words -> consume(place, words)));
    }

    private static String consume(Place place, List<String> arguments) throws InterruptedException {
        var consumer = new OurConsumer(place, Integer.parseInt(arguments.getFirst()));
        try (var _ = Ours.start(place, Map.of("todo.outbox.relay", false), consumer)) {
            if (!consumer.done.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("only " + consumer.handled + " events were handled");
            }
        }
        return Long.toString(consumer.last - consumer.first);
    }

    @Override
    public String group() {
        return "bench-ours";
    }

    @Override
    public Set<String> topics() {
        return Set.of(place.topic());
    }

    @Override
    public void handle(Tx tx, ConsumedEvent event) throws SQLException {
        if (first == 0) {
            first = System.nanoTime();
        }
        effects.insert(tx.connection(), event.id(), event.key(), event.sequence(), event.payload());
        tx.afterCommit(this::committed);
    }

    private void committed() {
        handled++;
        if (handled == expected) {
            last = System.nanoTime();
            done.countDown();
        }
    }
}
