package io.todosystem.platform.grpc.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;

/**
 * As whom this process calls others.
 *
 * @param id client id known to auth; empty: the name of the service
 * @param secret the secret that the installation gave it
 */
@ConfigurationProperties("todo.client")
record ClientSettings(
        @Bindable(defaultValue = "") String id, @NotBlank String secret) {
    @Override
    public String toString() {
        return "ClientSettings[id=" + id + "]";
    }
}
