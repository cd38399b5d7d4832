package io.todosystem.notification.feed;

import io.micronaut.scheduling.annotation.Scheduled;
import io.todosystem.eventing.loop.OneLine;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for what other replicas put into the feeds that are followed here, with one query for all of
 * them.
 */
@Singleton
final class FeedWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FeedWatch.class);

    private final LiveStreams streams;
    private final FeedReader reader;
    private boolean well = true;

    FeedWatch(LiveStreams streams, FeedReader reader) {
        this.streams = streams;
        this.reader = reader;
    }

    @Scheduled(fixedDelay = "${todo.streams.poll:1s}")
    void look() {
        Set<UUID> users = streams.users();
        if (users.isEmpty()) {
            return;
        }
        try {
            reader.sequences(users).forEach(streams::nudge);
            well = true;
        } catch (RuntimeException e) {
            if (well) {
                tell(e);
            }
            well = false;
        }
    }

    private static void tell(RuntimeException cause) {
        if (Transactions.mayPass(cause)) {
            LOG.warn("other replicas' notifications cannot be seen; looking again each second: {}", OneLine.of(cause));
        } else {
            LOG.error("other replicas' notifications cannot be seen; looking again each second", cause);
        }
    }
}
