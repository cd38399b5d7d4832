package io.todosystem.bff.exchange;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/**
 * Limits of the HTTP server, {@code todo.http.*}.
 *
 * @param maxConcurrentRequests requests in the work at once, streams apart; more are refused with 503, not queued
 * @param maxConcurrentStrangers of {@code max-concurrent-requests}, those that need an access token and show none that
 *     this process has seen to be good; more are refused with 503, so that whoever is signed in has the other places; 0
 *     means three quarters
 * @param maxConnections connections open at once on a port; more are closed. Three quarters may be event streams
 * @param maxBodyBytes of bodies held for all requests at once; beyond it a body of more than 16 KiB is refused with 503
 * @param headerTimeout from the first byte of a request to the end of its headers
 * @param bodyTimeout from the end of a request's headers to the end of its body
 * @param idleTimeout of a connection that has nothing to do
 */
@ConfigurationProperties("todo.http")
public record HttpSettings(
        @Bindable(defaultValue = "200") @Positive int maxConcurrentRequests,
        @Bindable(defaultValue = "0") @PositiveOrZero int maxConcurrentStrangers,
        @Bindable(defaultValue = "2000") @Positive int maxConnections,
        @Bindable(defaultValue = "16777216") @Positive int maxBodyBytes,
        @Bindable(defaultValue = "10s") Duration headerTimeout,
        @Bindable(defaultValue = "15s") Duration bodyTimeout,
        @Bindable(defaultValue = "75s") Duration idleTimeout) {

    public HttpSettings {
        if (maxConcurrentStrangers > maxConcurrentRequests) {
            throw new IllegalArgumentException(
                    "todo.http.max-concurrent-strangers must be at most todo.http.max-concurrent-requests");
        }
        maxConcurrentStrangers = maxConcurrentStrangers == 0
                ? maxConcurrentRequests - maxConcurrentRequests / 4
                : maxConcurrentStrangers;
        require("header-timeout", headerTimeout);
        require("body-timeout", bodyTimeout);
        require("idle-timeout", idleTimeout);
    }

    /** Event streams open at once: each holds a connection, and requests need some too. */
    public int maxStreams() {
        return maxConnections - maxConnections / 4;
    }

    private static void require(String name, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("todo.http." + name + " must be 100 ms to 10 min");
        }
    }
}
