package io.todosystem.bench.create;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.load.ClosedSide;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What it costs to keep one trace of ten, and all of them, against keeping none: creations, each with its SQL. */
public final class Tracing implements Measurement {
    private static final double OF_OFF = 0.95;
    /** A difference of a few percent needs turns that see the same machine. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "tracing";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (CreateStage stage = new CreateStage("postgres", "kafka")) {
            ClosedSide tenth = stage.calls("one trace of ten", stage.tasksWithoutRelay(Map.of()));
            ClosedSide all = stage.calls("all traces", stage.tasksWithoutRelay(Map.of("TODO_TRACING_RATIO", "1")));
            ClosedSide off = stage.calls("no trace", stage.tasksWithoutRelay(Map.of("TODO_TRACING_FILE", "")));
            Comparison few = compared(plan.inRoundsOf(SHORT), report, List.of(tenth, off));
            report.verdict("tracing", few.rates(tenth, off), OF_OFF);
            Comparison many = compared(plan, report, List.of(all, off));
            report.say(
                    "  all traces: %.2f of none".formatted(many.rates(all, off).median()));
        }
    }

    private static Comparison compared(Plan plan, Report report, List<ClosedSide> sides) throws Exception {
        Comparison comparison = Comparison.of(plan, sides);
        report.sides(comparison, sides);
        return comparison;
    }
}
