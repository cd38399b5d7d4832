package io.todosystem.notification.feed;

import io.grpc.stub.ServerCallStreamObserver;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One caller who follows a feed, on a thread of its own, which is the only one that sends. Nothing is queued for a slow
 * reader: entries are read from the database when the connection takes more, so the position is all that is kept.
 */
final class FeedStream {

    private final UUID userId;
    private final ServerCallStreamObserver<StreamNotificationsResponse> observer;
    private final FeedReader reader;
    private final Duration heartbeat;
    private final Semaphore signals = new Semaphore(0);
    private volatile long position;
    private volatile boolean gone;

    FeedStream(
            UUID userId,
            ServerCallStreamObserver<StreamNotificationsResponse> observer,
            FeedReader reader,
            Duration heartbeat) {
        this.userId = userId;
        this.observer = observer;
        this.reader = reader;
        this.heartbeat = heartbeat;
        observer.setOnReadyHandler(this::signal);
        observer.setOnCancelHandler(this::leave);
        observer.setOnCloseHandler(this::leave);
    }

    UUID userId() {
        return userId;
    }

    /** There is an entry of this sequence. */
    void nudge(long sequence) {
        if (sequence > position) {
            signal();
        }
    }

    /**
     * Returns when the caller is gone or the platform has ended the call: with its token, or since the process drains.
     */
    void follow(long afterSequence) throws InterruptedException {
        position = afterSequence > 0
                ? afterSequence
                : reader.sequences(List.of(userId)).getOrDefault(userId, 0L);
        observer.onNext(StreamNotificationsResponse.getDefaultInstance());
        while (!gone) {
            sendNew();
            boolean signalled = signals.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            signals.drainPermits();
            if (!signalled && !gone && observer.isReady()) {
                observer.onNext(StreamNotificationsResponse.getDefaultInstance());
            }
        }
    }

    private void sendNew() {
        while (!gone && observer.isReady()) {
            List<FeedEntry> page = reader.after(userId, position);
            if (page.isEmpty()) {
                return;
            }
            for (FeedEntry entry : page) {
                if (gone || !observer.isReady()) {
                    return;
                }
                observer.onNext(StreamNotificationsResponse.newBuilder()
                        .setNotification(entry.toProto())
                        .build());
                position = entry.sequence();
            }
        }
    }

    private void signal() {
        signals.release();
    }

    private void leave() {
        gone = true;
        signal();
    }
}
