package io.todosystem.localstack.service;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.engine.PostgresEngine;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of the services: which of them gets which variables. */
record ServiceEnvironment(Home home, Ports ports, Secrets secrets) {

    Map<String, String> of(String name) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("TODO_BIND_ADDRESS", Ports.LOOPBACK);
        variables.put("TODO_MANAGEMENT_PORT", Integer.toString(ports.management(name)));
        variables.put("TODO_LOG_FORMAT", "text");
        variables.put("TODO_LIMITS_ENABLED", "false");
        variables.put("TODO_AUTH_ADDRESS", ports.address(Ports.grpcOf("auth")));
        variables.put("TODO_PAGE_TOKEN_KEY", secrets.get(Secrets.PAGE_TOKEN_KEY));
        variables.put("TODO_TRACING_RATIO", "1");
        variables.put(
                "TODO_TRACING_FILE", home.traces().resolve(name + ".jsonl").toString());
        switch (name) {
            case "auth" -> addAuth(variables);
            case "bff" -> addBff(variables);
            case "notification" -> addNotification(variables);
            default -> {}
        }
        if (!name.equals("auth")) {
            variables.put("TODO_CLIENT_SECRET", secrets.get(Secrets.clientOf(name)));
        }
        if (PostgresEngine.DATABASES.contains(name)) {
            addStores(variables, name);
        }
        return variables;
    }

    private void addStores(Map<String, String> variables, String name) {
        variables.put("TODO_GRPC_PORT", Integer.toString(ports.grpc(name)));
        variables.put("TODO_DATABASE_URL", PostgresEngine.url(ports, name));
        variables.put("TODO_DATABASE_USER", name);
        variables.put("TODO_DATABASE_PASSWORD", secrets.get(Secrets.databaseOf(name)));
        variables.put("TODO_KAFKA_BOOTSTRAP", ports.address(Ports.KAFKA));
    }

    private void addAuth(Map<String, String> variables) {
        for (String client : new String[] {"tasks", "notification", "bff", "operator"}) {
            variables.put(
                    "TODO_CLIENT_SECRET_" + client.toUpperCase(Locale.ROOT), secrets.get(Secrets.clientOf(client)));
        }
        variables.put("TODO_KEY_ENCRYPTION_KEY", secrets.get(Secrets.KEY_ENCRYPTION_KEY));
    }

    private void addNotification(Map<String, String> variables) {
        variables.put("TODO_SMTP_HOST", Ports.LOOPBACK);
        variables.put("TODO_SMTP_PORT", Integer.toString(ports.of(Ports.SMTP)));
        variables.put("TODO_SMTP_TLS", "none");
        variables.put("TODO_PUBLIC_URL", "http://localhost:" + ports.of(Ports.HTTP));
    }

    private void addBff(Map<String, String> variables) {
        variables.put("TODO_HTTP_PORT", Integer.toString(ports.of(Ports.HTTP)));
        variables.put("TODO_TASKS_ADDRESS", ports.address(Ports.grpcOf("tasks")));
        variables.put("TODO_NOTIFICATION_ADDRESS", ports.address(Ports.grpcOf("notification")));
    }
}
