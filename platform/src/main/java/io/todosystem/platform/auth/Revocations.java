package io.todosystem.platform.auth;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the set of revocations and fetches it twice a second.
 *
 * <p>The set is as old as the moment its fetch began: an answer may be slow, and what was revoked meanwhile is not in
 * it.
 */
@Singleton
final class Revocations {
    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration STALE = Duration.ofSeconds(2);

    private static final int WORTH_A_LINE = 3;

    private final RevocationSource source;
    private final LongSupplier nanoTime;
    private final Thread poller;
    private volatile Known known;
    private volatile boolean running = true;

    @Inject
    Revocations(RevocationSource source) {
        this(source, System::nanoTime);
    }

    Revocations(RevocationSource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.known = new Known("", 0, Set.of(), nanoTime.getAsLong() - STALE.toNanos() - 1);
        this.poller = Thread.ofVirtual().name("revocations").unstarted(this::pollUntilClosed);
    }

    @PostConstruct
    void start() {
        poller.start();
    }

    @PreDestroy
    void close() {
        running = false;
        poller.interrupt();
    }

    /** The set and whether it may be believed, of one moment. */
    View view() {
        Known now = known;
        return new View(now.generation(), now.sessionIds(), nanoTime.getAsLong() - now.asOfNanos() <= STALE.toNanos());
    }

    private void pollUntilClosed() {
        int failures = 0;
        while (running) {
            long startedAt = nanoTime.getAsLong();
            try {
                fetch();
                if (failures >= WORTH_A_LINE) {
                    log.info("Revocations are known again");
                }
                failures = 0;
            } catch (RuntimeException | Error e) {
                failures++;
                if (failures == WORTH_A_LINE && running) {
                    say(e);
                }
            }
            pause(startedAt);
        }
    }

    private void say(Throwable cause) {
        if (known.etag().isEmpty()) {
            log.info("Waiting for the revocations, every token is asked anew until they come: {}", cause.toString());
        } else {
            log.warn("Revocations cannot be fetched, every token is asked anew until they can: {}", cause.toString());
        }
    }

    void fetch() {
        long startedAt = nanoTime.getAsLong();
        Known before = known;
        RevocationSet set = source.fetch(before.etag());
        known = set.unchanged()
                ? new Known(set.etag(), before.generation(), before.sessionIds(), startedAt)
                : new Known(set.etag(), set.generation(), set.sessionIds(), startedAt);
    }

    private void pause(long startedAt) {
        try {
            long spent = nanoTime.getAsLong() - startedAt;
            Thread.sleep(Duration.ofNanos(Math.max(0, INTERVAL.toNanos() - spent)));
        } catch (InterruptedException e) {
            running = false;
        }
    }

    record View(long generation, Set<UUID> sessionIds, boolean fresh) {
        boolean revoked(Caller caller) {
            return caller instanceof Caller.User user && sessionIds.contains(user.sessionId());
        }
    }

    private record Known(String etag, long generation, Set<UUID> sessionIds, long asOfNanos) {}
}
