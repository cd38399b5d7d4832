package io.todosystem.eventing.polling;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The consumer loops.
 *
 * @param enabled whether this process consumes
 * @param maxPollRecords events that become one transaction
 * @param retryDelay until an event that failed is tried again; doubled three times, then it is a dead letter
 */
@ConfigurationProperties("todo.consumer")
record ConsumerConfiguration(
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "250") int maxPollRecords,
        @Bindable(defaultValue = "1s") Duration retryDelay) {
    ConsumerConfiguration {
        if (maxPollRecords < 1 || maxPollRecords > 1_000) {
            throw new IllegalArgumentException("todo.consumer.max-poll-records must be 1 to 1000");
        }
        if (!retryDelay.isPositive() || retryDelay.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("todo.consumer.retry-delay must be above 0 and at most 10 s");
        }
    }
}
