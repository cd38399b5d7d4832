package io.todosystem.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Time that the machine's owner gave to other machines. Nothing where the system does not say. */
record Steal(long stolen, long all) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int FIELD = 7;
    private static final int GUEST_FIELDS = 8;

    static Steal now() throws IOException {
        if (!Files.isReadable(STAT)) {
            return new Steal(0, 0);
        }
        try (var lines = Files.lines(STAT)) {
            return parse(lines.findFirst().orElse("cpu 0 0 0 0 0 0 0 0"));
        }
    }

    /** The line {@code cpu user nice system idle iowait irq softirq steal …}; guest time is part of user time. */
    static Steal parse(String line) {
        long[] times = Arrays.stream(line.strip().split("\\s+"))
                .skip(1)
                .limit(GUEST_FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Steal(
                times.length > FIELD ? times[FIELD] : 0, Arrays.stream(times).sum());
    }

    /** The share since then, 0 to 1. */
    double since() throws IOException {
        Steal now = now();
        return now.all == all ? 0 : (double) (now.stolen - stolen) / (now.all - all);
    }
}
