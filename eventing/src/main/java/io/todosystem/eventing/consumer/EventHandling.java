package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.DeadLetterTable.EventKey;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Unreadable;
import io.todosystem.eventing.outbox.Causation;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Gives events to their consumer: inbox rows, effects and dead letters in one transaction. An event whose key has a
 * dead letter lines up behind it instead.
 */
@Singleton
public final class EventHandling {
    private static final String LINED_UP = "waits behind a dead letter of its key";

    private final Transactions transactions;
    private final Inbox inbox;
    private final DeadLetterTable letters;
    private final DeadLetterCopies copies;
    private final EventScope scope;

    EventHandling(
            Transactions transactions,
            Inbox inbox,
            DeadLetterTable letters,
            DeadLetterCopies copies,
            EventScope scope) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.letters = letters;
        this.copies = copies;
        this.scope = scope;
    }

    /** All of them or, if anything throws, none. */
    public Handled handle(EventConsumer consumer, List<? extends Incoming> incoming) {
        if (incoming.size() == 1 && incoming.getFirst() instanceof Event only) {
            var handled = new Handled();
            scope.run(consumer.group(), only, () -> handled.add(handleInOne(consumer, incoming, EventHandling::call)));
            return handled;
        }
        return handleInOne(consumer, incoming, this::run);
    }

    /** The transaction of several events belongs to the trace of none; that of a single one does, with its commit. */
    private Handled handleInOne(EventConsumer consumer, List<? extends Incoming> incoming, Handler handler) {
        return transactions.inTransaction(tx -> {
            var batch = new Batch(tx, consumer, handler);
            batch.open(incoming);
            batch.lock(incoming);
            for (var one : incoming) {
                batch.handle(one);
            }
            return batch.handled;
        });
    }

    /** Gives up on one record: later events of its key line up from now on. */
    public void bury(EventConsumer consumer, Incoming incoming, String error, int attempts) {
        transactions.inTransactionDo(tx -> {
            var batch = new Batch(tx, consumer, this::run);
            batch.open(List.of(incoming));
            if (!(incoming instanceof Event(var _, var event)) || batch.unhandled.contains(event.id())) {
                batch.bury(incoming, error, attempts);
            }
        });
    }

    /** Handles a dead letter's event again in {@code tx}; its inbox row is there, or is made again. */
    void replay(Tx tx, EventConsumer consumer, Event incoming) throws SQLException {
        inbox.claim(tx, consumer.group(), List.of(incoming.event().id()));
        run(tx, consumer, incoming);
    }

    /** Handles in {@code tx} what could not be read before, unless it came again meanwhile and was had. */
    void handleLate(Tx tx, EventConsumer consumer, Event incoming) throws SQLException {
        if (!inbox.claim(tx, consumer.group(), List.of(incoming.event().id())).isEmpty()) {
            run(tx, consumer, incoming);
        }
    }

    private void run(Tx tx, EventConsumer consumer, Event incoming) throws SQLException {
        scope.run(consumer.group(), incoming, () -> call(tx, consumer, incoming));
    }

    private static void call(Tx tx, EventConsumer consumer, Event incoming) throws SQLException {
        guard(() -> consumer.handle(tx, incoming.event()));
    }

    /** What one event does to its handler must not end the loop. */
    private static void guard(Causation.Work<SQLException> work) throws SQLException {
        try {
            work.run();
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            throw new IllegalStateException("the handler broke: " + e, e);
        }
    }

    /** How many records had their effect, and how many became dead letters. */
    public static final class Handled {
        private int effects;
        private int buried;

        private void add(Handled more) {
            effects += more.effects;
            buried += more.buried;
        }

        public int effects() {
            return effects;
        }

        public int buried() {
            return buried;
        }
    }

    /** Gives one event to its consumer. */
    private interface Handler {
        void handle(Tx tx, EventConsumer consumer, Event incoming) throws SQLException;
    }

    private final class Batch {
        private final Tx tx;
        private final EventConsumer consumer;
        private final Handler handler;
        private final Handled handled = new Handled();
        private Set<UUID> unhandled = Set.of();
        private Set<EventKey> held = Set.of();

        Batch(Tx tx, EventConsumer consumer, Handler handler) {
            this.tx = tx;
            this.consumer = consumer;
            this.handler = handler;
        }

        void open(List<? extends Incoming> incoming) throws SQLException {
            var events = incoming.stream()
                    .filter(Event.class::isInstance)
                    .map(one -> ((Event) one).event())
                    .toList();
            unhandled = inbox.claim(
                    tx, consumer.group(), events.stream().map(ConsumedEvent::id).toList());
            Set<EventKey> keys = new HashSet<>();
            events.stream().filter(event -> unhandled.contains(event.id())).forEach(event -> keys.add(key(event)));
            held = heldForSure(keys);
        }

        /** A replay may be freeing the key now: with its lock the second look is the truth. */
        private Set<EventKey> heldForSure(Set<EventKey> keys) throws SQLException {
            var maybeHeld = new TreeSet<>(Comparator.comparing(EventKey::topic).thenComparing(EventKey::key));
            maybeHeld.addAll(letters.heldKeys(tx, consumer.group(), keys));
            for (var key : maybeHeld) {
                letters.lock(tx, consumer.group(), key);
            }
            return maybeHeld.isEmpty() ? Set.of() : letters.heldKeys(tx, consumer.group(), maybeHeld);
        }

        /** What one event alone locks, its handler orders itself. */
        void lock(List<? extends Incoming> incoming) throws SQLException {
            if (incoming.size() > 1) {
                var events = incoming.stream()
                        .filter(Event.class::isInstance)
                        .map(one -> ((Event) one).event())
                        .filter(event -> unhandled.contains(event.id()) && !held.contains(key(event)))
                        .toList();
                guard(() -> consumer.lock(tx, events));
            }
        }

        void handle(Incoming incoming) throws SQLException {
            switch (incoming) {
                case Unreadable unreadable -> bury(unreadable, unreadable.reason(), 1);
                case Event readable -> handle(readable);
            }
        }

        private void handle(Event incoming) throws SQLException {
            var event = incoming.event();
            if (!unhandled.remove(event.id())) {
                return;
            }
            if (held.contains(key(event))) {
                bury(incoming, LINED_UP, 0);
            } else {
                handler.handle(tx, consumer, incoming);
                handled.effects++;
            }
        }

        void bury(Incoming incoming, String error, int attempts) throws SQLException {
            if (letters.insert(tx, consumer.group(), incoming, error, attempts)) {
                copies.append(tx, consumer.group(), incoming, error);
                handled.buried++;
            }
        }

        private static EventKey key(ConsumedEvent event) {
            return new EventKey(event.topic(), event.key());
        }
    }
}
