package io.todosystem.bench.gateway;

import io.todosystem.bench.harness.Comparison;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether those who are signed in can go on reading while many more sign in than passwords can be hashed. */
public final class LoginStorm implements Measurement {
    private static final double OF_CALM = 1 / 2.0;
    private static final int PEOPLE = 64;
    private static final int WARM_UP_ROUNDS = 8;
    private static final int WARM_UP_ROUNDS_OF_LOGINS = 10;
    /** A p99 wants a thousand reads, and many turns: one pause of the machine is all the tail of its turn. */
    private static final Duration ROUND = Duration.ofMillis(2_500);

    @Override
    public String name() {
        return "login-storm";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        try (GatewayStage stage = new GatewayStage()) {
            ClosedSide reads = stage.rest("reads", GatewayStage.CALLERS, stage.taskPath());
            stage.registerPeople(PEOPLE);
            double rate = saturation(plan, reads) / 4;
            Side calm = new CalmReads(reads, rate);
            Side busy = new ReadsBeside("reads, a busy processor", reads, rate, stage.burn(), 1);
            ReadsBeside obedient = new ReadsBeside("reads, people who wait", reads, rate, stage.logins(true), PEOPLE);
            Load deaf = stage.logins(false);
            ReadsBeside storm = new ReadsBeside("reads, people who do not", reads, rate, deaf, PEOPLE);
            signIn(plan, deaf);
            List<Side> sides = List.of(calm, busy, obedient, storm);
            Comparison comparison = Comparison.of(plan.inRoundsOf(ROUND), sides);
            report.sides(comparison, sides);
            people(report, obedient);
            people(report, storm);
            verdict(report, "busy", comparison, calm, busy);
            verdict(report, "obedient", comparison, calm, obedient);
            verdict(report, "deaf", comparison, calm, storm);
        }
    }

    /**
     * Of compiled code: three services share two processors with their compilers, and what these take away shows in the
     * p99 of a storm and of calm alike.
     */
    private static double saturation(Plan plan, ClosedSide reads) throws Exception {
        for (int round = 1; round < WARM_UP_ROUNDS; round++) {
            reads.run(plan.warmUp());
        }
        return reads.run(plan.warmUp()).rate();
    }

    /** Until auth's way of a login is compiled, which takes a thousand of them. */
    private static void signIn(Plan plan, Load logins) throws Exception {
        for (int round = 0; round < WARM_UP_ROUNDS_OF_LOGINS; round++) {
            Round ignored = logins.closed(PEOPLE, plan.warmUp(), List.of());
        }
    }

    /** How many got in, why the others did not, and what the generator took for itself. */
    private static void people(Report report, ReadsBeside side) {
        double seconds = 0;
        double processor = 0;
        long in = 0;
        Map<String, Long> others = new TreeMap<>();
        for (Round round : side.others()) {
            seconds += round.elapsed().toMillis() / 1e3;
            processor += round.processor().toMillis() / 1e3;
            in += round.operations();
            round.failures().forEach((cause, count) -> others.merge(cause, count, Long::sum));
        }
        report.say(("  %s: %.1f/s signed in, the first %d s of each turn without reads, the others %s in %.0f s;"
                        + " their generator took %.2f of a processor")
                .formatted(
                        side.name(), in / seconds, ReadsBeside.LEAD.toSeconds(), others, seconds, processor / seconds));
    }

    private static void verdict(Report report, String name, Comparison comparison, Side calm, Side side) {
        report.verdict("login-storm-" + name, comparison.ratio(calm, Round::p99, side, Round::p99), OF_CALM);
    }
}
