package io.todosystem.eventing.relay;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The outbox's relay.
 *
 * @param relay whether this process relays, or stands by to
 * @param batchSize rows read and sent at once
 * @param pollInterval after which rows are looked for without having been told of any
 */
@ConfigurationProperties("todo.outbox")
record RelayConfiguration(
        @Bindable(defaultValue = "true") boolean relay,
        @Bindable(defaultValue = "500") int batchSize,
        @Bindable(defaultValue = "1s") Duration pollInterval) {
    RelayConfiguration {
        if (batchSize < 1 || batchSize > 5_000) {
            throw new IllegalArgumentException("todo.outbox.batch-size must be 1 to 5000");
        }
        if (pollInterval.isNegative() || pollInterval.isZero() || pollInterval.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("todo.outbox.poll-interval must be above 0 and at most 30 s");
        }
    }
}
