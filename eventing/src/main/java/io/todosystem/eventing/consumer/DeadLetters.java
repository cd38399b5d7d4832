package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.DeadLetterTable.EventKey;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Unreadable;
import io.todosystem.eventing.consumer.ReplayTable.StoredLetter;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** For operators: what this service's consumers gave up on, and handling it again once the reason is gone. */
@Singleton
public final class DeadLetters {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final DeadLetterTable keys;
    private final ReplayTable letters;
    private final EventHandling handling;
    private final Map<String, EventConsumer> consumers;

    DeadLetters(
            Transactions transactions,
            DeadLetterTable keys,
            ReplayTable letters,
            EventHandling handling,
            List<EventConsumer> consumers) {
        this.transactions = transactions;
        this.keys = keys;
        this.letters = letters;
        this.handling = handling;
        this.consumers = consumers.stream().collect(Collectors.toMap(EventConsumer::group, Function.identity()));
    }

    /** What is not replayed, in the order of ids, beginning after {@code afterId}. */
    public List<DeadLetter> list(long afterId, int limit) {
        return transactions.readOnly(tx -> letters.list(tx, afterId, limit));
    }

    /**
     * Handles the letter's key again from its first letter on, in order, with the ids unchanged and each in a
     * transaction of its own; stops at the first that fails, and after 2 s. Once none is left, new events of the key
     * are handled directly. Empty if there is no such letter, or not any more.
     */
    public Optional<Replay> replay(long id) {
        var letter = transactions.readOnly(tx -> letters.find(tx, id));
        return letter.map(found -> found.alone() ? replayAlone(found) : replayKey(found));
    }

    /** Gives the letter up for good, so that those behind it can be replayed. False if there is none. */
    public boolean discard(long id) {
        return transactions.inTransaction(tx -> letters.discard(tx, id));
    }

    private Replay replayKey(StoredLetter letter) {
        var end = System.nanoTime() + LONGEST.toNanos();
        var replayed = 0;
        while (System.nanoTime() - end < 0) {
            switch (replayFirst(letter)) {
                case Step.Nothing _ -> {
                    return new Replay(replayed, 0, Optional.empty());
                }
                case Step.Failed(var reason) -> {
                    return new Replay(replayed, remaining(letter), Optional.of(reason));
                }
                case Step.Done _ -> replayed++;
            }
        }
        return new Replay(replayed, remaining(letter), Optional.empty());
    }

    private Replay replayAlone(StoredLetter letter) {
        return switch (attempt(letter, tx -> letters.lock(tx, letter.id()))) {
            case Step.Nothing _ -> new Replay(0, 0, Optional.empty());
            case Step.Failed(var reason) -> new Replay(0, 1, Optional.of(reason));
            case Step.Done _ -> new Replay(1, 0, Optional.empty());
        };
    }

    private long remaining(StoredLetter ofKey) {
        return transactions.readOnly(tx -> letters.count(tx, ofKey.consumer(), key(ofKey)));
    }

    private Step replayFirst(StoredLetter ofKey) {
        return attempt(ofKey, tx -> {
            var key = key(ofKey);
            keys.lock(tx, ofKey.consumer(), key);
            return letters.firstOf(tx, ofKey.consumer(), key);
        });
    }

    private Step attempt(StoredLetter wanted, Transactions.Work<Optional<StoredLetter>> next) {
        return new Attempt(wanted).run(next);
    }

    private static EventKey key(StoredLetter letter) {
        return new EventKey(
                letter.origin().topic(), String.valueOf(letter.origin().key()));
    }

    /** How many letters had their effect, how many of the key are left, and why the first of these failed if it did. */
    public record Replay(int replayed, long remaining, Optional<String> failure) {}

    private sealed interface Step {
        record Nothing() implements Step {}

        record Done() implements Step {}

        record Failed(String reason) implements Step {}
    }

    /** One letter in one transaction; remembers which, to note why it failed. */
    private final class Attempt {
        private long tried;

        Attempt(StoredLetter wanted) {
            this.tried = wanted.id();
        }

        Step run(Transactions.Work<Optional<StoredLetter>> next) {
            try {
                return transactions.inTransaction(tx -> {
                    var letter = next.run(tx);
                    if (letter.isEmpty()) {
                        return new Step.Nothing();
                    }
                    tried = letter.get().id();
                    handle(tx, letter.get());
                    return new Step.Done();
                });
            } catch (RuntimeException e) {
                if (Transactions.mayPass(e)) {
                    throw e;
                }
                transactions.inTransactionDo(tx -> letters.markFailed(tx, tried, e.toString()));
                return new Step.Failed(e.toString());
            }
        }

        private void handle(Tx tx, StoredLetter letter) throws SQLException {
            var consumer = consumers.get(letter.consumer());
            if (consumer == null) {
                throw new IllegalStateException("this service has no consumer " + letter.consumer());
            }
            switch (EventReader.read(letter.origin())) {
                case Event event when letter.alone() -> handling.handleLate(tx, consumer, event);
                case Event event -> handling.replay(tx, consumer, event);
                case Unreadable(var _, var reason) -> throw new IllegalStateException(reason);
            }
            letters.markReplayed(tx, letter.id());
        }
    }
}
