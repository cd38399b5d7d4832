package io.todosystem.platform.lifecycle;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The end of a process, {@code todo.drain.*}.
 *
 * @param linger how long an HTTP server that drains still takes connections and requests, each request the last of its
 *     connection; at least as long as whoever sends them here needs to see that it is not ready; in bff-gateway 1 s
 * @param closing how long a server that then takes no new connection goes on for what is on its way on those that it
 *     has; with {@code linger} at most 20 s; in bff-gateway 250 ms
 */
@ConfigurationProperties("todo.drain")
record DrainSettings(
        @Bindable(defaultValue = "0s") Duration linger,
        @Bindable(defaultValue = "0s") Duration closing) {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    DrainSettings {
        if (linger.isNegative() || closing.isNegative() || linger.plus(closing).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("todo.drain.linger and closing must be 0 s to 20 s, also together");
        }
    }
}
