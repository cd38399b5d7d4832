package io.todosystem.localstack.service;

import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.engine.JavaPrograms;
import io.todosystem.localstack.engine.JavaPrograms.Program;
import io.todosystem.localstack.supervise.Component;
import io.todosystem.localstack.supervise.Component.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The services as processes. */
public final class Services {
    /** In the order in which they lean on each other. */
    public static final List<String> NAMES = List.of("auth", "tasks", "notification", "bff");

    /** A service drains for up to 30 s. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ActiveProcessorCount=2",
            "-Dio.netty.allocator.type=pooled");
    private static final List<String> SMALL = List.of("-Xmx128m", JavaPrograms.QUICK_START);
    /** Hashing a password takes 47 MiB, and the optimising compiler, which is kept from all that runs less often. */
    private static final List<String> HASHING = List.of(
            "-Xmx192m",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=20000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private final JavaPrograms programs;
    private final Ports ports;
    private final ServiceEnvironment environment;

    public Services(JavaPrograms programs, Ports ports, Secrets secrets) {
        this.programs = programs;
        this.ports = ports;
        this.environment = new ServiceEnvironment(programs.home(), ports, secrets);
    }

    public Component component(String name) {
        Program program = new Program(name, module(name), "io.todosystem." + name + ".Application", options(name));
        return new Component(
                name,
                () -> programs.launch(program, List.of(), environment.of(name)),
                () -> HttpProbe.succeeds(ports.management(name), "/health/readiness"),
                StopSignal.TERM,
                GRACE);
    }

    private static List<String> options(String name) {
        return Stream.concat(OPTIONS.stream(), (name.equals("auth") ? HASHING : SMALL).stream())
                .toList();
    }

    /** The module that holds its code. */
    public static String module(String name) {
        return name.equals("bff") ? "bff-gateway" : name + "-service";
    }
}
