package io.todosystem.auth.registration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Locale;

/**
 * Who may make an account.
 *
 * @param mode {@code open}: everybody; {@code invite}: whoever has the code of an administrator's invitation;
 *     {@code closed}: nobody, only an operator makes administrators. A text and not an enum: what Micronaut cannot
 *     convert it takes for the default, and a typing error would open the door
 */
@ConfigurationProperties("todo.auth.registration")
record RegistrationConfiguration(
        @Bindable(defaultValue = "open") String mode) {
    RegistrationConfiguration {
        if (!mode.equals("open") && !mode.equals("invite") && !mode.equals("closed")) {
            throw new ConfigurationException(
                    "todo.auth.registration.mode (TODO_REGISTRATION) must be open, invite or closed, not " + mode);
        }
    }

    Door door() {
        return Door.valueOf(mode.toUpperCase(Locale.ROOT));
    }

    enum Door {
        OPEN,
        INVITE,
        CLOSED
    }
}
