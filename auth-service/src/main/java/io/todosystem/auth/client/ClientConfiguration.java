package io.todosystem.auth.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** The secret of each client, 16 characters or more, from the environment. */
@ConfigurationProperties("todo.auth.clients")
record ClientConfiguration(
        @NotNull @Size(min = 16) String tasks,
        @NotNull @Size(min = 16) String notification,
        @NotNull @Size(min = 16) String bff,
        @NotNull @Size(min = 16) String operator) {

    Map<String, String> secrets() {
        return Map.of("tasks", tasks, "notification", notification, "bff", bff, "operator", operator);
    }

    @Override
    public String toString() {
        return "ClientConfiguration";
    }
}
