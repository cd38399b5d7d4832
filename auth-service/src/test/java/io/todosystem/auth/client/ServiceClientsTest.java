package io.todosystem.auth.client;

import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class ServiceClientsTest {
    private final ServiceClients clients = new ServiceClients(new ClientConfiguration(
            "secret-of-tasks-1", "secret-of-notification-1", "secret-of-bff-1234", "secret-of-operator-1"));

    @Test
    void a_client_is_known_by_its_own_secret() {
        assertThat(clients.authenticate("tasks", "secret-of-tasks-1")).isEqualTo(new Caller.Service("tasks"));
    }

    @Test
    void another_secret_and_an_unknown_client_get_the_same_answer() {
        assertRefused("tasks", "secret-of-bff-1234");
        assertRefused("tasks", "");
        assertRefused("orders", "secret-of-tasks-1");
        assertRefused("", "");
    }

    @Test
    void a_short_secret_keeps_the_process_from_starting() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new ClientConfiguration(
                        "secret-of-tasks-1", "secret-of-notification-1", "short", "secret-of-operator-1"))
                .withMessageContaining("TODO_CLIENT_SECRET_BFF")
                .withMessageNotContaining("short");
    }

    private void assertRefused(String client, String secret) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> clients.authenticate(client, secret))
                .withMessage("The client id or its secret is wrong")
                .extracting(Failure::reason)
                .isEqualTo("INVALID_CLIENT");
    }
}
