package io.todosystem.notification.event;

import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.notification.delivery.Deliveries;
import io.todosystem.notification.feed.FeedEntry;
import io.todosystem.notification.feed.Feeds;
import io.todosystem.notification.feed.Notice;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static net.logstash.logback.argument.StructuredArguments.kv;

/** Tells users what happened: an entry of the feed for each who is concerned, and a mail if it matters enough. */
@Singleton
final class NotificationConsumer implements EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationConsumer.class);

    private final Feeds feeds;
    private final Deliveries deliveries;

    NotificationConsumer(Feeds feeds, Deliveries deliveries) {
        this.feeds = feeds;
        this.deliveries = deliveries;
    }

    @Override
    public String group() {
        return "notification";
    }

    @Override
    public Set<String> topics() {
        return Set.of("task-events", "user-events");
    }

    @Override
    public void lock(Tx tx, List<ConsumedEvent> events) throws SQLException {
        feeds.lock(
                tx,
                events.stream()
                        .flatMap(event -> Notices.about(event).stream())
                        .map(Notice::userId)
                        .distinct()
                        .toList());
    }

    @Override
    public void handle(Tx tx, ConsumedEvent event) throws SQLException {
        for (Notice notice : Notices.about(event)) {
            FeedEntry entry = feeds.add(tx, notice);
            if (Notices.mailed(notice.kind())) {
                deliveries.add(tx, entry);
            }
            tx.afterCommit(inThisLogContext(() -> LOG.info(
                    "notification stored {} {} {}",
                    kv("kind", notice.kind()),
                    kv("user_id", notice.userId()),
                    kv("sequence", entry.sequence()))));
        }
    }

    /** Several events are committed together, after the trace of each has left the thread. */
    private static Runnable inThisLogContext(Runnable action) {
        Map<String, String> fields = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> before = MDC.getCopyOfContextMap();
            set(fields);
            action.run();
            set(before);
        };
    }

    private static void set(@Nullable Map<String, String> fields) {
        MDC.setContextMap(fields == null ? Map.of() : fields);
    }
}
