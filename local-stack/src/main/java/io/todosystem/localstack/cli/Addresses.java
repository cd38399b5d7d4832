package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;

/** What people need to know of a running stack. */
final class Addresses {
    private Addresses() {}

    static String of(Ports ports, Home home) {
        return """

                todo-system is running:
                  REST           http://localhost:%d  (try it out: /docs, contract: /openapi.yaml)
                  mailbox        http://localhost:%d  (SMTP: %d)
                  gRPC           auth localhost:%d, tasks localhost:%d, notification localhost:%d
                  PostgreSQL     localhost:%d, Kafka localhost:%d
                  logs           %s  (./todo logs -f)
                """.formatted(
                        ports.of(Ports.HTTP),
                        ports.of(Ports.MAILBOX),
                        ports.of(Ports.SMTP),
                        ports.grpc("auth"),
                        ports.grpc("tasks"),
                        ports.grpc("notification"),
                        ports.of(Ports.POSTGRES),
                        ports.of(Ports.KAFKA),
                        home.folder().resolve("logs"));
    }
}
