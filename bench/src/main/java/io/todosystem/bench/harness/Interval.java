package io.todosystem.bench.harness;

import java.util.List;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Median;
import org.hipparchus.stat.descriptive.rank.Percentile;

/** A median and where it may lie: the 95 % percentile bootstrap. The same samples always give the same interval. */
public record Interval(double median, double low, double high) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 3;

    public static Interval of(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        double[] values = samples.stream().mapToDouble(Double::doubleValue).toArray();
        RandomGenerator random = new Well19937c(SEED);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(resample(values, random));
        }
        Percentile percentile = new Percentile();
        percentile.setData(medians);
        return new Interval(median(values), percentile.evaluate(2.5), percentile.evaluate(97.5));
    }

    private static double[] resample(double[] values, RandomGenerator random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }

    private static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
