package io.todosystem.auth.key;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long a signing key signs.
 *
 * @param rotateAfter after this long its successor is made, at least 1 hour
 */
@ConfigurationProperties("todo.auth.keys")
record KeyRotationConfiguration(
        @Bindable(defaultValue = "30d") Duration rotateAfter) {
    private static final Duration LEAST = Duration.ofHours(1);

    KeyRotationConfiguration {
        if (rotateAfter.compareTo(LEAST) < 0) {
            throw new ConfigurationException("todo.auth.keys.rotate-after must be at least 1 hour, not " + rotateAfter);
        }
    }
}
