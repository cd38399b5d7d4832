package io.todosystem.bench.create;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.stage.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Twice as many creations as the service can make: how many it still makes, and how long those take that it admits.
 * Beside it, once and without a goal, the same service with no limit of calls at once.
 */
public final class Overload implements Measurement {
    private static final double GOODPUT = 0.8;
    private static final double ADMITTED = 1 / 3.0;
    private static final double TWICE = 2;
    private static final String NO_LIMIT = "1000000";

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (CreateStage stage = new CreateStage("postgres", "kafka")) {
            ServiceProcess service = stage.tasks(Map.of());
            Peak peak = new Peak(stage.calls("at its peak", service));
            Side twice = new Twice("at twice its peak", peak.calls, peak);
            ClosedSide endless = stage.calls("", stage.tasks(Map.of("TODO_SERVER_MAX_CONCURRENT_CALLS", NO_LIMIT)));
            List<Side> sides = List.of(peak, twice);
            Comparison comparison = Comparison.of(plan, sides);
            report.sides(comparison, sides);
            Round unlimited = new Twice("", endless, peak).run(plan.round());
            report.say("  with no limit of calls at once: %.0f/s  p99 %.1f us  failed %s"
                    .formatted(unlimited.rate(), unlimited.p99(), unlimited.failures()));
            report.verdict("overload-goodput", comparison.rates(twice, peak), GOODPUT);
            report.verdict("overload-p99", comparison.ratio(peak, Round::p99, twice, Round::p99), ADMITTED);
        }
    }

    /** As much as it takes; remembers how much that was. */
    private static final class Peak implements Side {
        private final ClosedSide calls;
        private double rate;

        Peak(ClosedSide calls) {
            this.calls = calls;
        }

        @Override
        public String name() {
            return calls.name();
        }

        @Override
        public Round run(Duration length) throws Exception {
            Round round = calls.run(length);
            rate = round.rate();
            return round;
        }
    }

    /** Calls come at twice the last rate of the peak; those that were refused or late are no goodput. */
    private record Twice(String name, ClosedSide calls, Peak peak) implements Side {
        @Override
        public Round run(Duration length) throws Exception {
            return calls.load().open(CreateStage.CALLERS, TWICE * peak.rate, length, calls.servers());
        }
    }
}
