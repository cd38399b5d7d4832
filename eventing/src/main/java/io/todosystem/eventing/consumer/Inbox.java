package io.todosystem.eventing.consumer;

import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The events a consumer has had: the row and the event's effect commit together, so that each has one effect. */
@Singleton
final class Inbox {
    private static final String CLAIM = """
            INSERT INTO inbox (consumer, event_id) SELECT ?, unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id""";

    Inbox() {}

    /** Those that are new. A twin that handles one of them now is waited for; if it rolls back, the event is ours. */
    Set<UUID> claim(Tx tx, String consumer, Collection<UUID> events) throws SQLException {
        Set<UUID> claimed = new HashSet<>();
        if (events.isEmpty()) {
            return claimed;
        }
        try (var statement = tx.connection().prepareStatement(CLAIM)) {
            statement.setString(1, consumer);
            statement.setArray(2, tx.connection().createArrayOf("uuid", events.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    claimed.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return claimed;
    }
}
