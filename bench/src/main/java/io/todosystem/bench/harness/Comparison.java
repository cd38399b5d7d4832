package io.todosystem.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * Sides measured by turns: A B, B A, A B … after a warm-up of each.
 *
 * <p>A turn in which the machine gave more than 5 % of its time to others, or that a side declared void, is measured
 * again, at most three times; what still fails then fails the measurement, except for stolen time, which is only
 * counted.
 */
public final class Comparison {
    private static final double MAX_STEAL = 0.05;

    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
    private int again;

    private Comparison() {}

    public static Comparison of(Plan plan, List<? extends Side> sides) throws Exception {
        Comparison comparison = new Comparison();
        for (Side side : sides) {
            Round warm = warmUp(plan, side);
            if (warm.operations() == 0) {
                throw new IllegalStateException(side.name() + " did nothing: " + warm.failures());
            }
        }
        for (int pair = 0; pair < plan.pairs(); pair++) {
            comparison.add(comparison.turn(plan, pair % 2 == 0 ? sides : sides.reversed()));
        }
        return comparison;
    }

    private static Round warmUp(Plan plan, Side side) throws Exception {
        try {
            return side.run(plan.warmUp());
        } catch (VoidRound e) {
            return side.run(plan.warmUp());
        }
    }

    private Map<String, Round> turn(Plan plan, List<? extends Side> sides) throws Exception {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == plan.maxAgain();
            Steal steal = Steal.now();
            try {
                Map<String, Round> turn = new LinkedHashMap<>();
                for (Side side : sides) {
                    turn.put(side.name(), side.run(plan.round()));
                }
                if (last || steal.since() <= MAX_STEAL) {
                    return turn;
                }
            } catch (VoidRound e) {
                if (last) {
                    throw e;
                }
            }
            again++;
        }
    }

    private void add(Map<String, Round> turn) {
        turn.forEach((name, round) ->
                rounds.computeIfAbsent(name, side -> new ArrayList<>()).add(round));
    }

    /** How many turns were measured again. */
    public int again() {
        return again;
    }

    public List<Round> rounds(Side side) {
        return List.copyOf(rounds.getOrDefault(side.name(), List.of()));
    }

    /** Of a side's rounds. */
    public double median(Side side, ToDoubleFunction<Round> figure) {
        return new Median().evaluate(rounds(side).stream().mapToDouble(figure).toArray());
    }

    /** How much faster {@code ours} worked than {@code other}. */
    public Interval rates(Side ours, Side other) {
        return ratio(ours, Round::rate, other, Round::rate);
    }

    /** Of a figure of one side to a figure of another, turn by turn. */
    public Interval ratio(Side above, ToDoubleFunction<Round> figure, Side below, ToDoubleFunction<Round> otherFigure) {
        List<Round> over = rounds(above);
        List<Round> under = rounds(below);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < over.size(); i++) {
            ratios.add(figure.applyAsDouble(over.get(i)) / otherFigure.applyAsDouble(under.get(i)));
        }
        return Interval.of(ratios);
    }
}
