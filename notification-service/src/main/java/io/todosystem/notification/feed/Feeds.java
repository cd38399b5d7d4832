package io.todosystem.notification.feed;

import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;

/** Where notifications are put. */
@Singleton
public final class Feeds {

    private final FeedStore store;
    private final LiveStreams streams;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Feeds(FeedStore store, LiveStreams streams, Clock clock, @Named("ids") Supplier<UUID> ids) {
        this.store = store;
        this.streams = streams;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Puts a notification at the end of its user's feed; the user's open streams hear of it after the commit. The feed
     * is locked until then: {@link #lock} several users' feeds before the first is added to.
     */
    public FeedEntry add(Tx tx, Notice notice) throws SQLException {
        FeedEntry entry = store.append(tx, ids.get(), notice, clock.instant());
        tx.afterCommit(() -> streams.nudge(notice.userId(), entry.sequence()));
        return entry;
    }

    /** Locks these users' feeds in the order in which everybody does. */
    public void lock(Tx tx, Collection<UUID> userIds) throws SQLException {
        store.lockAll(tx, userIds);
    }
}
