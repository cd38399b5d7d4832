package io.todosystem.notification.feed;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The open streams of this process, bounded for each user and altogether. */
@Singleton
final class LiveStreams {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final FeedReader reader;
    private final StreamConfig config;
    private final Map<UUID, Set<FeedStream>> byUser = new HashMap<>();
    private int count;

    LiveStreams(FeedReader reader, StreamConfig config, MeterRegistry metrics) {
        this.reader = reader;
        this.config = config;
        Gauge.builder("todo.feed.streams", this, LiveStreams::count)
                .description("Open streams of this process")
                .register(metrics);
    }

    /** Returns at once; the stream lives on a thread of its own. {@link Failure} if there are too many. */
    void open(UUID userId, long afterSequence, ServerCallStreamObserver<StreamNotificationsResponse> observer) {
        var stream = new FeedStream(userId, observer, reader, config.heartbeat());
        register(stream);
        Thread.ofVirtual().name("feed-stream").start(Context.current().wrap(() -> {
            try {
                stream.follow(afterSequence);
            } catch (InterruptedException | RuntimeException | Error e) {
                observer.onError(e);
            } finally {
                remove(stream);
            }
        }));
    }

    /** A user's feed has an entry of this sequence. */
    void nudge(UUID userId, long sequence) {
        streamsOf(userId).forEach(stream -> stream.nudge(sequence));
    }

    synchronized Set<UUID> users() {
        return Set.copyOf(byUser.keySet());
    }

    private synchronized int count() {
        return count;
    }

    private synchronized void register(FeedStream stream) {
        Set<FeedStream> streams = byUser.getOrDefault(stream.userId(), Set.of());
        if (streams.size() >= config.maxPerUser()) {
            throw Failure.resourceExhausted(
                    "TOO_MANY_STREAMS",
                    "You have " + streams.size() + " open streams, which is the limit; close one first",
                    RETRY_AFTER);
        }
        if (count >= config.maxTotal()) {
            throw Failure.resourceExhausted(
                    "TOO_MANY_STREAMS", "This server has as many open streams as it can hold", RETRY_AFTER);
        }
        byUser.computeIfAbsent(stream.userId(), user -> new HashSet<>()).add(stream);
        count++;
    }

    private synchronized void remove(FeedStream stream) {
        byUser.computeIfPresent(stream.userId(), (user, streams) -> {
            if (streams.remove(stream)) {
                count--;
            }
            return streams.isEmpty() ? null : streams;
        });
    }

    private synchronized List<FeedStream> streamsOf(UUID userId) {
        return List.copyOf(byUser.getOrDefault(userId, Set.of()));
    }
}
