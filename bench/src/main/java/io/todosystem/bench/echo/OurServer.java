package io.todosystem.bench.echo;

import io.todosystem.platform.config.Launcher;

/** The echo as one of our services: platform's server with all that it puts around a call. */
final class OurServer {
    private OurServer() {}

    public static void main(String[] arguments) {
        System.setProperty("bench.echo", "true");
        System.setProperty("micronaut.application.name", "tasks");
        System.setProperty("micronaut.server.port", "${TODO_MANAGEMENT_PORT}");
        System.setProperty("grpc.server.port", "${TODO_GRPC_PORT}");
        Launcher.run(OurServer.class, arguments);
    }
}
