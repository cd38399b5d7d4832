package io.todosystem.auth.account;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Who may make an account.
 *
 * @param mode OPEN: everybody; CLOSED: nobody, but an operator makes administrators
 */
@ConfigurationProperties("todo.auth.registration")
record RegistrationConfiguration(
        @Bindable(defaultValue = "OPEN") Mode mode) {
    enum Mode {
        OPEN,
        CLOSED
    }
}
