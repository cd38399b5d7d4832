package io.todosystem.auth.registration;

import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.auth.registration.RegistrationConfiguration.Door;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class RegistrationConfigurationTest {
    @Test
    void registration_is_open_by_invitation_or_closed() {
        assertThat(new RegistrationConfiguration("invite").door()).isEqualTo(Door.INVITE);
        assertThat(new RegistrationConfiguration("open").door()).isEqualTo(Door.OPEN);
        assertThat(new RegistrationConfiguration("closed").door()).isEqualTo(Door.CLOSED);
    }

    @Test
    void a_typing_error_opens_nothing() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new RegistrationConfiguration("close"))
                .withMessageContaining("TODO_REGISTRATION");
    }
}
