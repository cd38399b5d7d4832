package io.todosystem.eventing.outbox;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** For operators: what Kafka refused, and trying it again once the reason is gone. */
@Singleton
public final class ParkedRows {
    private static final String LIST = """
            SELECT id, event_id, topic, event_key, event_type, parked_at, attempts, coalesce(last_error, '')
            FROM outbox WHERE NOT published AND parked_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?""";
    private static final String RELEASE = """
            UPDATE outbox SET parked_at = NULL WHERE id = ? AND NOT published AND parked_at IS NOT NULL""";

    private final Transactions transactions;
    private final RelaySignal relay;

    ParkedRows(Transactions transactions, RelaySignal relay) {
        this.transactions = transactions;
        this.relay = relay;
    }

    /** In the order of ids, beginning after {@code afterId}. */
    public List<ParkedRow> list(long afterId, int limit) {
        return transactions.readOnly(tx -> {
            try (var statement = tx.connection().prepareStatement(LIST)) {
                statement.setLong(1, afterId);
                statement.setInt(2, limit);
                try (var rows = statement.executeQuery()) {
                    List<ParkedRow> parked = new ArrayList<>();
                    while (rows.next()) {
                        parked.add(row(rows));
                    }
                    return parked;
                }
            }
        });
    }

    /** The row is sent next, and what waited for it follows. False if it is not parked. */
    public boolean release(long id) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement(RELEASE)) {
                statement.setLong(1, id);
                tx.afterCommit(relay::wake);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private static ParkedRow row(ResultSet rows) throws SQLException {
        return new ParkedRow(
                rows.getLong(1),
                rows.getObject(2, UUID.class),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getTimestamp(6).toInstant(),
                rows.getInt(7),
                rows.getString(8));
    }
}
