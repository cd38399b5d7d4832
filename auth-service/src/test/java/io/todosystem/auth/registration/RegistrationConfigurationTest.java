package io.todosystem.auth.registration;

import io.micronaut.context.exceptions.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class RegistrationConfigurationTest {
    @Test
    void registration_is_open_or_closed() {
        assertThat(new RegistrationConfiguration("open").isClosed()).isFalse();
        assertThat(new RegistrationConfiguration("closed").isClosed()).isTrue();
    }

    @Test
    void a_typing_error_opens_nothing() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new RegistrationConfiguration("close"))
                .withMessageContaining("TODO_REGISTRATION");
    }
}
