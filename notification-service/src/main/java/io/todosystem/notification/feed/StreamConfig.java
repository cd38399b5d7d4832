package io.todosystem.notification.feed;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * Live streams of feeds.
 *
 * @param maxPerUser open streams of one user in this process
 * @param maxTotal open streams in this process
 * @param heartbeat silence after which an empty message is sent; the contract says 10 s
 * @param poll how often the feeds of connected users are looked at for what other replicas wrote
 */
@ConfigurationProperties("todo.streams")
record StreamConfig(
        @Bindable(defaultValue = "20") @Min(1) int maxPerUser,
        @Bindable(defaultValue = "5000") @Min(1) int maxTotal,
        @Bindable(defaultValue = "10s") Duration heartbeat,
        @Bindable(defaultValue = "1s") Duration poll) {}
