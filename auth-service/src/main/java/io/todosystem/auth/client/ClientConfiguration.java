package io.todosystem.auth.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Locale;
import java.util.Map;

/**
 * The secret of each client, 16 characters or more.
 *
 * @param tasks of tasks-service
 * @param notification of notification-service
 * @param bff of bff-gateway
 * @param operator of whoever runs the installation
 */
@ConfigurationProperties("todo.auth.clients")
record ClientConfiguration(String tasks, String notification, String bff, String operator) {
    private static final int LEAST_CHARACTERS = 16;

    ClientConfiguration {
        requireLong("tasks", tasks);
        requireLong("notification", notification);
        requireLong("bff", bff);
        requireLong("operator", operator);
    }

    Map<String, String> secrets() {
        return Map.of("tasks", tasks, "notification", notification, "bff", bff, "operator", operator);
    }

    private static void requireLong(String client, String secret) {
        if (secret.length() < LEAST_CHARACTERS) {
            throw new ConfigurationException("todo.auth.clients." + client + " (TODO_CLIENT_SECRET_"
                    + client.toUpperCase(Locale.ROOT) + ") must have at least " + LEAST_CHARACTERS + " characters");
        }
    }

    @Override
    public String toString() {
        return "ClientConfiguration";
    }
}
