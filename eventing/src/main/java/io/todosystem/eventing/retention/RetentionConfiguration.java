package io.todosystem.eventing.retention;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long rows are kept that only repeat or explain the past.
 *
 * @param outbox sent events, by when they were sent: as long as Kafka keeps them, to feed a lost Kafka again
 * @param inbox at least 14 days longer than {@code outbox}: as long as Kafka may still have what is sent again
 * @param idempotency how long a request may be repeated, at least an hour
 * @param deadLetters replayed ones, by when they were; one that waits for its repair stays
 * @param interval how often rows that are too old are looked for
 */
@ConfigurationProperties("todo.retention")
record RetentionConfiguration(
        @Bindable(defaultValue = "7d") Duration outbox,
        @Bindable(defaultValue = "30d") Duration inbox,
        @Bindable(defaultValue = "24h") Duration idempotency,
        @Bindable(defaultValue = "90d") Duration deadLetters,
        @Bindable(defaultValue = "10m") Duration interval) {
    /**
     * What is sent again on the last day of its outbox row is in Kafka for 7 days more, and with the segment that it
     * shares with younger records for up to 14.
     */
    private static final Duration IN_KAFKA = Duration.ofDays(14);

    private static final Duration SHORTEST_REPEAT = Duration.ofHours(1);

    RetentionConfiguration {
        if (inbox.compareTo(outbox.plus(IN_KAFKA)) < 0) {
            throw new IllegalArgumentException(
                    "todo.retention.inbox must be at least 14 days longer than todo.retention.outbox");
        }
        if (idempotency.compareTo(SHORTEST_REPEAT) < 0) {
            throw new IllegalArgumentException("todo.retention.idempotency must be at least an hour");
        }
        if (!deadLetters.isPositive() || !outbox.isPositive() || !interval.isPositive()) {
            throw new IllegalArgumentException("todo.retention.* must be above 0");
        }
    }
}
