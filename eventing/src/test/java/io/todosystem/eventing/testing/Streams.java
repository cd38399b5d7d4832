package io.todosystem.eventing.testing;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import java.sql.SQLException;
import java.util.UUID;

/** Writes events the way every service does: the stream's counter first, then the event, in one transaction. */
public final class Streams {
    private final Transactions transactions;
    private final Outbox outbox;
    private final String topic;

    public Streams(Transactions transactions, Outbox outbox, String topic) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.topic = topic;
        transactions.inTransactionDo(tx -> {
            try (var statement = tx.connection().createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS streams (key TEXT PRIMARY KEY, sequence BIGINT NOT NULL)");
            }
        });
    }

    /** Appends the stream's next event and commits; returns its number. */
    public long append(String key) {
        return append(key, "text");
    }

    public long append(String key, String text) {
        return transactions.inTransaction(tx -> append(tx, key, text));
    }

    public long append(Tx tx, String key, String text) throws SQLException {
        var sequence = next(tx, key);
        var payload = Struct.newBuilder()
                .putFields("text", Value.newBuilder().setStringValue(text).build())
                .build();
        outbox.append(
                tx, new OutboxEvent(UUID.randomUUID(), topic, key, "stream.grown", "stream", key, sequence, payload));
        return sequence;
    }

    private static long next(Tx tx, String key) throws SQLException {
        var sql = """
                INSERT INTO streams VALUES (?, 1)
                ON CONFLICT (key) DO UPDATE SET sequence = streams.sequence + 1 RETURNING sequence""";
        try (var statement = tx.connection().prepareStatement(sql)) {
            statement.setString(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
