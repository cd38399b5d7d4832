package io.todosystem.bench.gateway;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Interval;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.load.ClosedSide;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What the gateway adds to a call, and what it saves by calling three at once. */
public final class Gateway implements Measurement {
    private static final double OF_STRAIGHT = 0.4;
    private static final double OF_SLOWEST = 1 / 1.6;
    private static final double OF_SEQUENCE = 1 / 0.65;
    /** One caller needs no longer. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (GatewayStage stage = new GatewayStage()) {
            hop(plan, report, stage);
            fanOut(plan.noLongerThan(SHORT), report, stage);
        }
    }

    private static void hop(Plan plan, Report report, GatewayStage stage) throws Exception {
        ClosedSide rest = stage.rest("REST, one unary call", GatewayStage.CALLERS, stage.taskPath());
        ClosedSide grpc = stage.grpc("the same over gRPC", GatewayStage.CALLERS);
        List<ClosedSide> sides = List.of(rest, grpc);
        Comparison comparison = Comparison.of(plan, sides);
        report.sides(comparison, sides);
        report.verdict("bff-hop", comparison.rates(rest, grpc), OF_STRAIGHT);
    }

    /** One caller, so that what is measured is the time of an answer and not the machine's capacity. */
    private static void fanOut(Plan plan, Report report, GatewayStage stage) throws Exception {
        String profile = "/api/v1/me";
        String tasks = "/api/v1/tasks?state=OPEN&order_by=due";
        String notifications = "/api/v1/notifications?page_size=10";
        ClosedSide dashboard = stage.rest("dashboard", 1, "/api/v1/dashboard");
        List<ClosedSide> singles = List.of(
                stage.rest("profile", 1, profile),
                stage.rest("tasks", 1, tasks),
                stage.rest("notifications", 1, notifications));
        ClosedSide sequence = stage.rest("one after the other", 1, profile, tasks, notifications);
        List<ClosedSide> sides = List.of(dashboard, singles.get(0), singles.get(1), singles.get(2), sequence);
        Comparison comparison = Comparison.of(plan, sides);
        report.sides(comparison, sides);
        Side slowest = singles.stream()
                .max(Comparator.comparingDouble(side -> comparison.median(side, Round::p50)))
                .orElseThrow();
        report.verdict("fan-out-slowest", p50s(comparison, slowest, dashboard), OF_SLOWEST);
        report.verdict("fan-out-sequence", p50s(comparison, sequence, dashboard), OF_SEQUENCE);
    }

    private static Interval p50s(Comparison comparison, Side above, Side below) {
        return comparison.ratio(above, Round::p50, below, Round::p50);
    }
}
