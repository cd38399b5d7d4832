package io.todosystem.notification.feed;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Feeds.
 *
 * @param retention how long a notification and its deliveries are kept, read or not; at least a day longer than
 *     {@code todo.mail.give-up-after}
 */
@ConfigurationProperties("todo.feed")
public record FeedConfig(@Bindable(defaultValue = "180d") Duration retention) {
    public FeedConfig {
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("todo.feed.retention must be at least a day");
        }
    }
}
