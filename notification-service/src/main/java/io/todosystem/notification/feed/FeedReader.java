package io.todosystem.notification.feed;

import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Reads for live streams, few at a time: thousands that wake together must not take the pool from everybody else. */
@Singleton
final class FeedReader {

    private static final int PAGE = 50;
    private static final int AT_ONCE = 3;

    private final Transactions transactions;
    private final FeedStore store;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    FeedReader(Transactions transactions, FeedStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /** The next page after a sequence, oldest first. */
    List<FeedEntry> after(UUID userId, long sequence) {
        return inTurn(connection -> store.after(connection, userId, sequence, PAGE));
    }

    /** The newest sequence of each of these users who has a feed. */
    Map<UUID, Long> sequences(Collection<UUID> userIds) {
        return inTurn(connection -> store.sequences(connection, userIds));
    }

    private <T> T inTurn(Transactions.Query<T> query) {
        turns.acquireUninterruptibly();
        try {
            return transactions.query(query);
        } finally {
            turns.release();
        }
    }
}
