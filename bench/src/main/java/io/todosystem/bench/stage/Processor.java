package io.todosystem.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Processor time that processes and their children have used, from {@code /proc/PID/stat}. PostgreSQL works in
 * children, so a process counts with all below it, those included that have ended.
 */
public record Processor(List<Long> pids, Duration used) {
    /** Linux counts in hundredths of a second, whatever its timer does. */
    private static final long NANOS_A_TICK = 10_000_000;
    /** Of user, system, and the two of children that ended, behind the name in parentheses. */
    private static final int FIRST_FIELD = 11;

    public static Processor of(Collection<Long> pids) {
        return new Processor(
                List.copyOf(pids),
                Duration.ofNanos(pids.stream()
                                .flatMap(pid -> tree(pid).stream())
                                .mapToLong(Processor::ticks)
                                .sum()
                        * NANOS_A_TICK));
    }

    public Duration since() {
        return of(pids).used.minus(used);
    }

    private static List<Long> tree(long pid) {
        List<Long> tree = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).ifPresent(handle -> handle.descendants().forEach(child -> tree.add(child.pid())));
        return tree;
    }

    private static long ticks(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException e) {
            return 0; // it has ended, and its parent counts it
        }
    }

    static long parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = FIRST_FIELD; i < FIRST_FIELD + 4; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }
}
