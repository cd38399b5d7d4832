package io.todosystem.bff.password;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/**
 * Limits of the routes on which a password is hashed, {@code todo.passwords.*}.
 *
 * @param maxConcurrent requests with a password that auth is asked about at once; more are refused with 429
 * @param refusalDelay after which a refusal is answered, at most 10 s; each waits up to twice as long, at random
 * @param maxDelayed refusals that wait at once; more are answered without delay
 */
@ConfigurationProperties("todo.passwords")
record PasswordSettings(
        @Bindable(defaultValue = "32") @Positive int maxConcurrent,
        @Bindable(defaultValue = "1s") Duration refusalDelay,
        @Bindable(defaultValue = "500") @Positive int maxDelayed) {

    PasswordSettings {
        if (refusalDelay.isNegative() || refusalDelay.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("todo.passwords.refusal-delay must be 0 to 10 s");
        }
    }
}
