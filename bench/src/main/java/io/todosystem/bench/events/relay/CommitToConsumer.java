package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import java.util.List;

/** How long after its commit an event is with a consumer, beside a producer that sends it without any database. */
public final class CommitToConsumer implements Measurement {
    private static final int RATE = 1_000;
    private static final double P50_GOAL = 1 / 3.0;
    private static final double P99_GOAL = 0.1;
    private static final double PEER_GOAL = 10;
    private static final int LATE_SECONDS = 3;

    @Override
    public String name() {
        return "commit-to-consumer";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (var stage = EventStage.open()) {
            var ours = StreamSide.of(stage, "ours", stage.program("ours", OurRelay.class.getName()), RATE);
            var bare = StreamSide.of(stage, "bare", stage.program("bare", BareSend.class.getName()), RATE);
            var namastack = StreamSide.late(
                    stage, "namastack", OutboxPeers.NAMASTACK.startWithDefaults(stage), RATE, LATE_SECONDS);
            var sides = List.of(ours, bare, namastack);
            var comparison = Comparison.of(plan, sides);
            report.say("  %,d events a second of 1,000 lists; namastack as it comes, a poll every 2 s".formatted(RATE));
            report.sides(comparison, sides);
            report.verdict("commit-to-consumer-p50", comparison.ratio(bare, Round::p50, ours, Round::p50), P50_GOAL);
            report.verdict("commit-to-consumer-p99", comparison.ratio(bare, Round::p99, ours, Round::p99), P99_GOAL);
            report.verdict(
                    "commit-to-consumer-namastack",
                    comparison.ratio(namastack, Round::p50, ours, Round::p50),
                    PEER_GOAL);
        }
    }
}
