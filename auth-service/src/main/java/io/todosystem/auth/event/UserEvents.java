package io.todosystem.auth.event;

import com.google.protobuf.Message;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.OutboxEvent;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/** The stream of a user on {@code user-events}. Its counter is {@code users.sequence}. */
@Singleton
public final class UserEvents {
    /** Number of {@code user.registered}: the row of a new user is written with it. */
    public static final long FIRST = 1;

    private final Outbox outbox;
    private final Supplier<UUID> ids;

    UserEvents(Outbox outbox, @Named("ids") Supplier<UUID> ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    /** The first event of a user, whose row this transaction has inserted. */
    public void first(Tx tx, UUID userId, String type, Message payload) {
        append(tx, userId, FIRST, type, payload);
    }

    /** Any later one. Locks the user's row until the transaction ends. */
    public void next(Tx tx, UUID userId, String type, Message payload) throws SQLException {
        append(tx, userId, nextNumber(tx, userId), type, payload);
    }

    private static long nextNumber(Tx tx, UUID userId) throws SQLException {
        try (var update = tx.connection()
                .prepareStatement("UPDATE users SET sequence = sequence + 1 WHERE id = ? RETURNING sequence")) {
            update.setObject(1, userId);
            try (var rows = update.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void append(Tx tx, UUID userId, long number, String type, Message payload) {
        String id = userId.toString();
        outbox.append(tx, new OutboxEvent(ids.get(), "user-events", id, type, "user", id, number, payload));
    }
}
