package io.todosystem.notification.feed;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.platform.lifecycle.Drain;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for what other replicas put into the feeds that are followed here, with one query for all of them;
 * and whether the process drains, for which the streams must end.
 */
@Singleton
final class FeedWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FeedWatch.class);

    private final LiveStreams streams;
    private final FeedReader reader;
    private final Drain drain;
    private boolean well = true;

    FeedWatch(LiveStreams streams, FeedReader reader, Drain drain) {
        this.streams = streams;
        this.reader = reader;
        this.drain = drain;
    }

    @Scheduled(fixedDelay = "${todo.streams.poll:1s}")
    void look() {
        if (drain.begun()) {
            streams.shutDown();
            return;
        }
        Set<UUID> users = streams.users();
        if (users.isEmpty()) {
            return;
        }
        try {
            reader.sequences(users).forEach(streams::nudge);
            well = true;
        } catch (RuntimeException e) {
            if (well) {
                LOG.warn("other replicas' notifications cannot be seen; looking again each second", e);
            }
            well = false;
        }
    }
}
