package io.todosystem.eventing.consumer;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What happens with dead letters beside their row.
 *
 * @param topics whether a copy of each goes to the topic {@code <group>.dlq}; if nobody declared it the copies wait in
 *     the outbox, in nobody's way
 */
@ConfigurationProperties("todo.dead-letters")
record DeadLetterConfiguration(
        @Bindable(defaultValue = "true") boolean topics) {}
