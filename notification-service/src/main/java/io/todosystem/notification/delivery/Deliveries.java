package io.todosystem.notification.delivery;

import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.notification.feed.FeedEntry;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Messages to be sent: put here with the notification, leased to the worker, ended with what became of them. */
@Singleton
public final class Deliveries {

    private final Transactions transactions;
    private final DeliveryStore store;
    private final DeliveryReports reports;
    private final MailConfig config;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);

    Deliveries(
            Transactions transactions, DeliveryStore store, DeliveryReports reports, MailConfig config, Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
    }

    /** The notification will be mailed if {@code tx} commits. */
    public void add(Tx tx, FeedEntry entry) throws SQLException {
        store.add(tx, entry, reports.headers());
        tx.afterCommit(this::wake);
    }

    /** Up to {@code limit} that are due, for the caller alone until the lease ends. */
    List<Delivery> lease(int limit) {
        return transactions.inTransaction(tx -> store.lease(tx, config.lease(), limit));
    }

    /** Waits until something was added or ended, at most this long. */
    void awaitNews(Duration atMost) throws InterruptedException {
        if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    void wake() {
        news.release();
    }

    /** Writes down how a try ended, unless a newer try has begun. */
    void record(Delivery delivery, Outcome outcome) {
        switch (outcome) {
            case Outcome.Sent sent -> end(delivery, "SENT", "");
            case Outcome.Failed failed -> end(delivery, "FAILED", failed.reason());
            case Outcome.Dropped dropped -> end(delivery, "DROPPED", dropped.reason());
            case Outcome.Postponed postponed when isTooOld(delivery) -> end(delivery, "FAILED", "GAVE_UP");
            case Outcome.Postponed postponed -> postpone(delivery, postponed.reason());
        }
    }

    private boolean isTooOld(Delivery delivery) {
        return delivery.age().compareTo(config.giveUpAfter()) > 0;
    }

    private void postpone(Delivery delivery, String reason) {
        Duration wait = Backoff.after(delivery.attempt(), ThreadLocalRandom.current());
        transactions.inTransactionDo(tx -> {
            if (store.postpone(tx, delivery, reason, wait)) {
                reports.postponed(tx, delivery, reason);
            }
        });
    }

    /** The counter is taken first; an end that comes too late gives its number back. */
    private void end(Delivery delivery, String state, String reason) {
        Instant now = clock.instant();
        transactions.inTransactionDo(tx -> {
            long sequence = store.nextSequence(tx, delivery.userId());
            if (!store.end(tx, delivery, state, reason, now)) {
                tx.rollbackOnly();
            } else if (state.equals("SENT")) {
                reports.sent(tx, delivery, sequence, now);
            } else {
                reports.notSent(tx, delivery, state, reason, sequence, now);
            }
        });
    }
}
