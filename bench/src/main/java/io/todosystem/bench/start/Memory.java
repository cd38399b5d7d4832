package io.todosystem.bench.start;

import io.todosystem.localstack.supervise.Supervised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Proportional set size: what is shared counts once, divided among those who share it. */
final class Memory {
    private static final double KIB_A_GIB = 1024 * 1024;

    private Memory() {}

    /** Of the components and everything below them. */
    static double gibibytes(List<Supervised.Status> components) {
        return components.stream()
                        .flatMap(component -> component.pid().stream())
                        .flatMapToLong(Memory::tree)
                        .map(Memory::kibibytes)
                        .sum()
                / KIB_A_GIB;
    }

    private static LongStream tree(long pid) {
        return LongStream.concat(
                LongStream.of(pid),
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid));
    }

    private static long kibibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
