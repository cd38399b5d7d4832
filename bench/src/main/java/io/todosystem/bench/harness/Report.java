package io.todosystem.bench.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured, on the standard output and in a file as it comes. */
public final class Report implements AutoCloseable {
    private final PrintWriter file;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    public Report(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = new PrintWriter(Files.newBufferedWriter(path), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of its own; what belongs to a verdict comes before it. */
    @SuppressWarnings("SystemOut")
    public void say(String line) {
        System.out.println(line);
        file.println(line);
    }

    public void verdict(String name, Interval ratio, double goal) {
        Verdict verdict = new Verdict(name, ratio, goal);
        verdicts.add(verdict);
        say(verdict.toString());
    }

    /** What each side did: rate, latencies, processor time. */
    public void sides(Comparison comparison, List<? extends Side> sides) {
        for (Side side : sides) {
            say("  %-28s %10.0f/s  %8.1f us CPU each%s%s"
                    .formatted(
                            side.name(),
                            comparison.median(side, Round::rate),
                            comparison.median(side, Round::processorMicros),
                            latencies(comparison, side),
                            failures(comparison.rounds(side))));
        }
        if (comparison.again() > 0) {
            say("  %d turns were measured again".formatted(comparison.again()));
        }
    }

    private static String latencies(Comparison comparison, Side side) {
        boolean timed = comparison.rounds(side).stream()
                .anyMatch(round -> round.latencies().getTotalCount() > 0);
        return timed
                ? "  p50 %9.1f us  p99 %9.1f us"
                        .formatted(comparison.median(side, Round::p50), comparison.median(side, Round::p99))
                : "";
    }

    private static String failures(List<Round> rounds) {
        Map<String, Long> failures = new TreeMap<>();
        rounds.forEach(round -> round.failures().forEach((cause, count) -> failures.merge(cause, count, Long::sum)));
        return failures.isEmpty() ? "" : "  failed " + failures;
    }

    public void failed(String measurement, Throwable cause) {
        failed.add(measurement);
        say("FAILED " + measurement + ": " + cause);
        cause.printStackTrace(file);
    }

    /** The last line; false if a measurement failed. A missed goal is no failure. */
    public boolean summary() {
        long met = verdicts.stream().filter(Verdict::met).count();
        if (!failed.isEmpty()) {
            say("failed: " + String.join(", ", failed));
        }
        say("%d met, %d missed".formatted(met, verdicts.size() - met));
        return failed.isEmpty();
    }

    @Override
    public void close() {
        file.close();
    }
}
