package io.todosystem.bench.create;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.stage.ServiceProcess;
import java.time.Duration;
import java.util.List;

/**
 * Creating tasks over gRPC, 32 callers, 1,000 lists: against the same rows by one statement, against Spring, and
 * against itself without the outbox row. Nobody relays meanwhile, on no side: what the relay costs is measured by
 * itself.
 */
public final class Create implements Measurement {
    private static final double OF_THE_FLOOR = 0.45;
    private static final double OF_THE_PEER = 2;
    private static final double OUTBOX_TAX = 0.9;

    @Override
    public String name() {
        return "create";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (CreateStage stage = new CreateStage("postgres", "kafka")) {
            ServiceProcess service = stage.tasks();
            ClosedSide ours = stage.calls("tasks-service", service);
            ClosedSide without = stage.calls("without outbox", stage.tasksWithoutOutbox());
            ClosedSide spring = stage.calls("Spring", SpringPeer.start(stage));
            ClosedSide floor = stage.inserts();
            List<ClosedSide> sides = List.of(ours, floor, spring, without);
            Comparison comparison = Comparison.of(plan, sides);
            report.sides(comparison, sides);
            report.verdict("create", comparison.rates(ours, floor), OF_THE_FLOOR);
            report.verdict("create-spring", comparison.rates(ours, spring), OF_THE_PEER);
            report.verdict("outbox-tax", comparison.rates(ours, without), OUTBOX_TAX);
            double slower = Math.min(comparison.median(ours, Round::rate), comparison.median(spring, Round::rate));
            for (double share : new double[] {0.5, 0.8}) {
                latency(plan, report, ours, slower * share);
                latency(plan, report, spring, slower * share);
            }
        }
    }

    private static void latency(Plan plan, Report report, ClosedSide side, double rate) throws Exception {
        Duration length = plan.round();
        Round round = side.load().open(CreateStage.CALLERS, rate, length, side.servers());
        report.say("  %-28s open loop %8.0f/s  p50 %9.1f us  p99 %9.1f us  failed %s"
                .formatted(side.name(), rate, round.p50(), round.p99(), round.failures()));
    }
}
