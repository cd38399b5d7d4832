package io.todosystem.bench;

import io.todosystem.bench.create.Create;
import io.todosystem.bench.create.Overload;
import io.todosystem.bench.create.Tracing;
import io.todosystem.bench.echo.Interceptors;
import io.todosystem.bench.events.inbox.InboxConsumer;
import io.todosystem.bench.events.relay.AfterOutage;
import io.todosystem.bench.events.relay.CommitToConsumer;
import io.todosystem.bench.events.relay.RelayDrain;
import io.todosystem.bench.gateway.Gateway;
import io.todosystem.bench.gateway.LoginStorm;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.start.Start;
import io.todosystem.localstack.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** {@code ./todo bench [--full | --quick] [NAME…]}: measures everything, or what is named. */
final class Bench {
    /** In this order. */
    private static final List<Measurement> ALL = List.of(
            new Interceptors(),
            new Create(),
            new Tracing(),
            new Overload(),
            new Gateway(),
            new LoginStorm(),
            new Start(),
            new RelayDrain(),
            new CommitToConsumer(),
            new InboxConsumer(),
            new AfterOutage());

    private Bench() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Plan plan = Plan.STANDARD;
        Set<String> names = new TreeSet<>();
        for (String argument : arguments) {
            switch (argument) {
                case "--full" -> plan = Plan.FULL;
                case "--quick" -> plan = Plan.QUICK;
                default -> names.add(argument);
            }
        }
        System.exit(measure(plan, names) ? 0 : 1);
    }

    private static boolean measure(Plan plan, Set<String> names) {
        Path file = Project.ofThisBuild().folder().resolve("bench/target/report.txt");
        try (Report report = new Report(file)) {
            Set<String> unknown = new TreeSet<>(names);
            ALL.forEach(measurement -> unknown.remove(measurement.name()));
            if (!unknown.isEmpty()) {
                report.say("There is no measurement called %s. There are: %s".formatted(unknown, known()));
                return false;
            }
            long begin = System.nanoTime();
            for (Measurement measurement : ALL) {
                if (names.isEmpty() || names.contains(measurement.name())) {
                    measure(measurement, plan, report);
                }
            }
            report.say("%.1f minutes; this report is %s".formatted((System.nanoTime() - begin) / 60e9, file));
            return report.summary();
        }
    }

    private static void measure(Measurement measurement, Plan plan, Report report) {
        long begin = System.nanoTime();
        report.say(measurement.name());
        try {
            measurement.run(plan, report);
        } catch (Exception | LinkageError | AssertionError e) {
            report.failed(measurement.name(), e);
        }
        report.say("  (%.0f s)".formatted((System.nanoTime() - begin) / 1e9));
    }

    private static String known() {
        return String.join(", ", ALL.stream().map(Measurement::name).toList());
    }
}
