package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.relay.Backlog.OurOutbox;
import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Side;
import java.util.ArrayList;
import java.util.List;

/** How fast the relay empties a full outbox, beside the least that any relay does and beside two other libraries. */
public final class RelayDrain implements Measurement {
    private static final double FLOOR_GOAL = 0.6;
    private static final double PEER_GOAL = 3;

    @Override
    public String name() {
        return "relay-drain";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        var seconds = Math.toIntExact(plan.round().toSeconds());
        var rows = seconds >= 15 ? 200_000 : 10_000 * seconds;
        try (var stage = EventStage.open()) {
            var ours = new DrainSide(
                    stage, "ours", stage.program("ours", OurRelay.class.getName()), new OurOutbox(), rows);
            var bare = bare(stage, rows);
            List<Side> peers = OutboxPeers.sides(stage, 2_000 * seconds);
            List<Side> sides = new ArrayList<>(List.of(ours, bare));
            sides.addAll(peers);
            var comparison = Comparison.of(plan, sides);
            report.say("  %,d rows of 1,000 lists; the peers have %,d".formatted(rows, 2_000 * seconds));
            report.sides(comparison, sides);
            report.verdict("relay-drain", comparison.rates(ours, bare), FLOOR_GOAL);
            for (var peer : peers) {
                report.verdict("relay-drain-" + peer.name(), comparison.rates(ours, peer), PEER_GOAL);
            }
        }
    }

    /** It works on a table of our making. */
    private static DrainSide bare(EventStage stage, int rows) throws Exception {
        var program = stage.program("bare", BareRelay.class.getName());
        return new DrainSide(stage, "bare", program, new OurOutbox(), rows);
    }
}
