package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import java.util.List;

/** How fast events become rows, beside the same rows written without any consumer and beside a transaction an event. */
public final class InboxConsumer implements Measurement {
    private static final double FLOOR_GOAL = 0.3;
    private static final double SINGLE_GOAL = 3;

    @Override
    public String name() {
        return "inbox-consumer";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        var seconds = Math.toIntExact(plan.round().toSeconds());
        try (var stage = EventStage.open()) {
            var ours = new ConsumeSide(stage, "ours", OurConsumer.class, 4_000 * seconds, true);
            var bare = new ConsumeSide(stage, "bare", BareInsert.class, 6_400 * seconds, false);
            var single = new ConsumeSide(stage, "single", SingleConsumer.class, 600 * seconds, true);
            var sides = List.of(ours, bare, single);
            var comparison = Comparison.of(plan, sides);
            report.sides(comparison, sides);
            report.verdict("inbox-consumer", comparison.rates(ours, bare), FLOOR_GOAL);
            report.verdict("inbox-consumer-single", comparison.rates(ours, single), SINGLE_GOAL);
        }
    }
}
