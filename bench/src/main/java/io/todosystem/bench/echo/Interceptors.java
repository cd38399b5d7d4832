package io.todosystem.bench.echo;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import io.todosystem.bench.stage.AuthStage;
import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.bench.stage.ServiceProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One unary call that does nothing, through all that a server of ours puts around it, and through nothing. */
public final class Interceptors implements Measurement {
    private static final int CALLERS = 32;
    private static final double OF_BARE = 0.8;
    private static final double OF_DEFAULT_EXECUTOR = 1.5;
    private static final double OF_OPEN = 0.95;

    @Override
    public String name() {
        return "interceptors";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (AuthStage stage = AuthStage.with()) {
            ServiceProcess service = server(stage, OurServer.class, Map.of());
            ServiceProcess bare = server(stage, BareServer.class, Map.of("EXECUTOR", "virtual"));
            ServiceProcess standard = server(stage, BareServer.class, Map.of("EXECUTOR", "default"));
            ClosedSide user = side(stage, "ours, with a token", service, "user");
            ClosedSide anybody = side(stage, "ours, open", service, "anybody");
            ClosedSide virtual = side(stage, "bare, virtual threads", bare, "bare");
            ClosedSide byDefault = side(stage, "bare, default executor", standard, "bare");
            List<ClosedSide> sides = List.of(user, anybody, virtual, byDefault);
            Comparison comparison = Comparison.of(plan, sides);
            report.sides(comparison, sides);
            report.verdict("authenticated", comparison.rates(user, anybody), OF_OPEN);
            report.verdict("interceptors", comparison.rates(user, virtual), OF_BARE);
            report.verdict("interceptors-default-executor", comparison.rates(user, byDefault), OF_DEFAULT_EXECUTOR);
        }
    }

    private static ServiceProcess server(AuthStage stage, Class<?> main, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        if (more.isEmpty()) {
            environment.putAll(stage.identity());
            environment.putAll(stage.stage().tracing());
        }
        environment.put("TODO_GRPC_PORT", "");
        environment.put("TODO_MANAGEMENT_PORT", "");
        return stage.stage()
                .program(
                        main.getSimpleName(),
                        JavaProcess.classPathWithout("todo-eventing"),
                        main.getName(),
                        environment);
    }

    private static ClosedSide side(AuthStage stage, String name, ServiceProcess server, String as) throws IOException {
        Load load = stage.stage().opened(Load.start(EchoCalls.class, Map.of("target", server.grpc(), "as", as)));
        return ClosedSide.reading(name, load, CALLERS, List.of(server.pid()));
    }
}
