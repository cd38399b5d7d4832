package io.todosystem.eventing.outbox;

import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;

/**
 * Events that become public if, and only if, the transaction they were written in commits. A relay sends them to Kafka
 * afterwards, at least once, per key in the order of the rows. The caller takes the stream's counter (and with it the
 * row lock) before it appends, or rows of one key could be written in another order than they commit.
 */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class Outbox {
    Outbox() {}

    /** Writes the event's row. */
    public void append(Tx tx, OutboxEvent event) {
        throw new UnsupportedOperationException();
    }

    /** JSON of {@code traceparent}, {@code correlationid} and {@code causationid}, for statements that insert their own row. */
    public String headers() {
        throw new UnsupportedOperationException();
    }

    /** For statements that insert their own row: tells the relay once {@code tx} is committed. */
    public void wakeAfterCommit(Tx tx) {
        throw new UnsupportedOperationException();
    }
}
