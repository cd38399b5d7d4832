package io.todosystem.bench.harness;

import java.util.Locale;

/**
 * A ratio beside its goal, which is met when even the lower end of the interval reaches it. An upper bound is written
 * as its inverse.
 */
public record Verdict(String name, Interval ratio, double goal) {

    public boolean met() {
        return ratio.low() >= goal;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "BENCH %s ratio %.3f [%.3f, %.3f] goal %s %s",
                name,
                ratio.median(),
                ratio.low(),
                ratio.high(),
                bare(goal),
                met() ? "met" : "missed");
    }

    private static String bare(double number) {
        return String.format(Locale.ROOT, "%.3f", number).replaceFirst("\\.?0+$", "");
    }
}
