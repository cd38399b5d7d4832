package io.todosystem.platform.lifecycle;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The end of a process, {@code todo.drain.*}.
 *
 * @param linger how long an HTTP server that drains still takes connections and requests, each request the last of its
 *     connection; at least as long as whoever sends them here needs to see that it is not ready; in bff-gateway 1 s
 * @param closing how long it then goes on without taking connections, for requests that are on their way on those that it
 *     has
 */
@ConfigurationProperties("todo.drain")
record DrainSettings(
        @Bindable(defaultValue = "0s") Duration linger,
        @Bindable(defaultValue = "250ms") Duration closing) {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    DrainSettings {
        require("linger", linger);
        require("closing", closing);
    }

    private static void require(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("todo.drain." + name + " must be 0 s to 20 s");
        }
    }
}
