package io.todosystem.localstack;

import io.todosystem.localstack.engine.JavaPrograms;
import io.todosystem.localstack.engine.KafkaEngine;
import io.todosystem.localstack.engine.MailEngine;
import io.todosystem.localstack.engine.PostgresEngine;
import io.todosystem.localstack.service.Services;
import io.todosystem.localstack.supervise.Component;

/** What each name stands for. */
final class Assembly {
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Project project;
    private final JavaPrograms programs;

    Assembly(Home home, Ports ports, Secrets secrets, Project project, boolean classCache) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.project = project;
        this.programs = new JavaPrograms(home, project, classCache);
    }

    Component component(String name) {
        return switch (name) {
            case "postgres" -> new PostgresEngine(home, ports, secrets).component();
            case "kafka" -> new KafkaEngine(home, ports, programs, project.topics()).component();
            case "mail" -> new MailEngine(home, ports, programs).component();
            default -> new Services(programs, ports, secrets).component(name);
        };
    }
}
