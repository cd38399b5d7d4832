package io.todosystem.eventing.consumer;

import io.todosystem.eventing.transaction.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A bean of this type is subscribed to its topics. {@link #handle} sees each event of a key once and in order, as far
 * as its effects are in {@code tx}: the inbox row, the effects and nothing else commit together.
 *
 * <p>What the handler must do: keep to {@code tx} (no Kafka, gRPC or mail in here), ignore types it does not know, and
 * throw if the effect cannot be had. An infrastructure failure is retried for ever; anything else five times, then the
 * event becomes a dead letter and later events of its key line up behind it.
 */
public interface EventConsumer {
    /** Consumer group and name of the inbox; never changes. */
    String group();

    Set<String> topics();

    void handle(Tx tx, ConsumedEvent event) throws SQLException;

    /**
     * Called before the first of several events is handled in {@code tx}. A consumer whose events of different
     * partitions change the same rows locks all these rows here in one order, or the transactions of two members can
     * deadlock.
     */
    default void lock(Tx tx, List<ConsumedEvent> events) throws SQLException {}
}
