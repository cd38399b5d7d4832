package io.todosystem.bench.harness;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one side did in one round.
 *
 * @param operations those that succeeded
 * @param failures those that did not, by cause
 * @param latencies of those that succeeded, in nanoseconds; empty where nothing was timed
 * @param processor time of all processes that took part, load generator included
 */
public record Round(
        long operations, Map<String, Long> failures, Duration elapsed, Histogram latencies, Duration processor) {

    public Round {
        failures = Map.copyOf(failures);
    }

    /** Without latencies. */
    public static Round of(long operations, Duration elapsed, Duration processor) {
        return new Round(operations, Map.of(), elapsed, new Histogram(3), processor);
    }

    public Round withProcessor(Duration time) {
        return new Round(operations, failures, elapsed, latencies, time);
    }

    /** Operations a second. */
    public double rate() {
        return operations / seconds(elapsed);
    }

    /** Microseconds of processor time an operation. */
    public double processorMicros() {
        return operations == 0 ? Double.NaN : seconds(processor) * 1e6 / operations;
    }

    /** In microseconds. */
    public double percentile(double percent) {
        return latencies.getValueAtPercentile(percent) / 1e3;
    }

    public double p50() {
        return percentile(50);
    }

    public double p99() {
        return percentile(99);
    }

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
