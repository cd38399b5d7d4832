package io.todosystem.eventing.outbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.eventing.transaction.UncheckedSqlException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

/**
 * Events that become public if, and only if, the transaction they were written in commits. A relay sends them to Kafka
 * afterwards, at least once, per key in the order of the rows. The caller takes the stream's counter (and with it the
 * row lock) before it appends, or rows of one key could be written in another order than they commit.
 */
@Singleton
public final class Outbox {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final String APPEND = """
            INSERT INTO outbox
                (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence, payload, headers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""";

    private final EventHeaders headers;
    private final RelaySignal relay;

    Outbox(EventHeaders headers, RelaySignal relay) {
        this.headers = headers;
        this.relay = relay;
    }

    /** Writes the event's row. */
    public void append(Tx tx, OutboxEvent event) {
        insert(tx, event, headers());
    }

    /** Writes the event's row under headers of its own, for an event that follows from no work of this thread. */
    public void append(Tx tx, OutboxEvent event, Map<String, String> ownHeaders) {
        insert(tx, event, headers.write(ownHeaders));
    }

    /**
     * JSON of {@code traceparent}, {@code correlationid} and {@code causationid}, for statements that insert their own
     * row.
     */
    public String headers() {
        return headers.write(headers.current());
    }

    /** For statements that insert their own row: tells the relay once {@code tx} is committed. */
    public void wakeAfterCommit(Tx tx) {
        tx.afterCommit(relay::wake);
    }

    private void insert(Tx tx, OutboxEvent event, String headers) {
        try (var statement = tx.connection().prepareStatement(APPEND)) {
            statement.setObject(1, event.eventId());
            statement.setString(2, event.topic());
            statement.setString(3, event.key());
            statement.setString(4, event.type());
            statement.setString(5, event.aggregateType());
            statement.setString(6, event.aggregateId());
            statement.setLong(7, event.sequence());
            statement.setString(8, print(event.payload()));
            statement.setString(9, headers);
            statement.executeUpdate();
            wakeAfterCommit(tx);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    private static String print(Message payload) {
        try {
            return PRINTER.print(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }
}
