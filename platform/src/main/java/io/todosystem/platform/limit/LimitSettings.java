package io.todosystem.platform.limit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Positive;

/**
 * How often may be asked, {@code todo.limits.*}. Each process counts by itself.
 *
 * @param enabled whether there are limits at all, those by address included
 * @param requests requests of one user in 15 minutes to one process
 */
@ConfigurationProperties("todo.limits")
public record LimitSettings(
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "1000") @Positive int requests) {}
