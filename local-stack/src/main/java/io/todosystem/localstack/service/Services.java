package io.todosystem.localstack.service;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.engine.JavaProcess;
import io.todosystem.localstack.supervise.Component;
import io.todosystem.localstack.supervise.Component.StopSignal;
import java.time.Duration;
import java.util.List;

/** The services as processes. */
public final class Services {
    /** In the order in which they lean on each other. */
    public static final List<String> NAMES = List.of("auth", "tasks", "notification", "bff");

    /** A service drains for up to 30 s. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-Xmx128m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ActiveProcessorCount=2",
            "-Dio.netty.allocator.type=pooled");

    private final Home home;
    private final Project project;
    private final Ports ports;
    private final ServiceEnvironment environment;

    public Services(Home home, Project project, Ports ports, Secrets secrets) {
        this.home = home;
        this.project = project;
        this.ports = ports;
        this.environment = new ServiceEnvironment(ports, secrets);
    }

    public Component component(String name) {
        JavaProcess java = new JavaProcess(home, project, name, module(name), "io.todosystem." + name + ".Application");
        return new Component(
                name,
                () -> java.launch(OPTIONS, List.of(), environment.of(name)),
                () -> HttpProbe.succeeds(ports.management(name), "/health/readiness"),
                StopSignal.TERM,
                GRACE);
    }

    private static String module(String name) {
        return name.equals("bff") ? "bff-gateway" : name + "-service";
    }
}
