package io.todosystem.bench.start;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Interval;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.engine.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A service's start with what {@code ./todo up} keeps of the one before, against one without; the whole stack's; its
 * memory.
 */
public final class Start implements Measurement {
    private static final double OF_WITHOUT_CACHE = 1 / 0.5;
    private static final double STACK_SECONDS = 25;
    private static final double STACK_GIB = 3;
    private static final String SERVICE = "tasks";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        Path home = Project.ofThisBuild().folder().resolve("bench/target/start");
        Folders.delete(home);
        double first = 0;
        double later = 0;
        double memory = 0;
        for (int run = 0; run < 2; run++) {
            try (LocalStack stack = stack(home).create()) {
                long begin = System.nanoTime();
                stack.startAll();
                later = (System.nanoTime() - begin) / 1e9;
                first = run == 0 ? later : first;
                memory = Memory.gibibytes(stack.status());
                if (run == 1) {
                    service(plan, report, stack);
                }
            }
        }
        report.say("  the whole stack: first start %.1f s, later %.1f s, %.2f GiB (proportional set size)"
                .formatted(first, later, memory));
        report.verdict("start-stack", exactly(STACK_SECONDS / Math.max(first, later)), 1);
        report.verdict("start-stack-memory", exactly(STACK_GIB / memory), 1);
    }

    private static void service(Plan plan, Report report, LocalStack stack) throws Exception {
        StartSide with = new StartSide("with the archive of classes", stack, SERVICE, true, List.of());
        StartSide without = new StartSide("without", stack, SERVICE, false, List.of());
        List<StartSide> sides = new ArrayList<>(List.of(with, without));
        try {
            AotCache aot = AotCache.train(stack, SERVICE);
            report.say("  the AOT cache took %.1f s to write when its trainer ended".formatted(aot.secondsToWrite()));
            sides.add(new StartSide("with an AOT cache", stack, SERVICE, false, aot.use()));
        } catch (IOException e) {
            report.say("  no AOT cache: " + e.getMessage());
        }
        Comparison comparison = Comparison.of(new Plan(plan.pairs(), Duration.ZERO, Duration.ZERO), sides);
        sides.forEach(side -> report.say("  %-28s %6.2f s to ready, %6.2f s CPU"
                .formatted(
                        side.name(),
                        comparison.median(side, Start::seconds),
                        comparison.median(side, Round::processorMicros) / 1e6)));
        report.verdict(
                "start-cache", comparison.ratio(without, Start::seconds, with, Start::seconds), OF_WITHOUT_CACHE);
    }

    private static double seconds(Round round) {
        return round.elapsed().toNanos() / 1e9;
    }

    private static LocalStack.Builder stack(Path home) throws IOException {
        return LocalStack.builder().home(home).freePorts().classCache();
    }

    private static Interval exactly(double value) {
        return new Interval(value, value, value);
    }
}
