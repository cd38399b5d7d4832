package io.todosystem.localstack.cli;

import io.todosystem.localstack.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "ps", description = "Shows what runs: state, process, since when, restarts, memory, ports.")
final class PsCommand implements Runnable {
    private static final String ROW = "%-13s %-11s %8s %10s %9s %8s  %s%n";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ControlClient control = ControlClient.require(Homes.current());
        out.printf(ROW, "NAME", "STATE", "PID", "SINCE", "RESTARTS", "MEMORY", "PORTS");
        for (List<String> row : control.status()) {
            out.printf(
                    ROW,
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    since(Long.parseLong(row.get(3))),
                    row.get(4),
                    memory(row.get(2)),
                    row.get(5));
        }
        out.flush();
    }

    private static String since(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (time.toHours() > 0) {
            return time.toHours() + "h" + time.toMinutesPart() + "m";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m" + time.toSecondsPart() + "s" : seconds + "s";
    }

    /** The proportional set size with that of its children; unknown where the system does not tell. */
    private static String memory(String pid) {
        if (pid.equals("-")) {
            return "-";
        }
        long kilobytes = ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process -> proportionalSetSize(process.pid()))
                .sum();
        return kilobytes == 0 ? "-" : kilobytes / 1024 + " MiB";
    }

    private static long proportionalSetSize(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
