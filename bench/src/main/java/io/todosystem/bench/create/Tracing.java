package io.todosystem.bench.create;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Interval;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.stage.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What it costs to keep one trace of ten, and all of them, against keeping none: creations, each with its SQL. Both
 * sides call the same process, and who wants none kept says so: two processes of the same service, each compiled in its
 * own way, can differ by more than what is measured.
 */
public final class Tracing implements Measurement {
    private static final double OF_OFF = 0.95;
    /** What one call of ten does is compiled as well as the rest only after ten times as many. */
    private static final int WARM_UP_ROUNDS = 12;
    /** A difference of a few percent needs turns that see the same machine. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "tracing";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (CreateStage stage = new CreateStage("postgres", "kafka")) {
            ServiceProcess tenth = stage.tasksWithoutRelay(Map.of());
            ServiceProcess all = stage.tasksWithoutRelay(Map.of("TODO_TRACING_RATIO", "1"));
            warmUp(plan, stage.calls("warm-up", tenth, true));
            Cost some = keeping(plan, report, stage, "one trace of ten", tenth);
            report.verdict("tracing", some.rate(), OF_OFF);
            report.verdict("tracing-processor", some.processor(), OF_OFF);
            Cost whole = keeping(plan, report, stage, "all traces", all);
            report.say("  all traces: %.2f of the rate of none, %.2f by processor time"
                    .formatted(whole.rate().median(), whole.processor().median()));
        }
    }

    private static void warmUp(Plan plan, ClosedSide calls) throws Exception {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            calls.run(plan.warmUp());
        }
    }

    private static Cost keeping(Plan plan, Report report, CreateStage stage, String name, ServiceProcess service)
            throws Exception {
        ClosedSide on = stage.calls(name, service, true);
        ClosedSide off = stage.calls("no trace", service, false);
        List<ClosedSide> sides = List.of(on, off);
        Comparison comparison = Comparison.of(plan.inRoundsOf(SHORT), sides);
        report.sides(comparison, sides);
        return new Cost(
                comparison.rates(on, off), comparison.ratio(off, Round::processorMicros, on, Round::processorMicros));
    }

    /** Of keeping none: what is left of the rate, and of the work that an hour of processor time does. */
    private record Cost(Interval rate, Interval processor) {}
}
