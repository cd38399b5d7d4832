package io.todosystem.localstack.supervise;

import io.todosystem.localstack.supervise.Component.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A note on disk about a process that was started, so that it can be found if the supervisor dies before it.
 *
 * <p>Process ids are used again; the note counts only while the process with this id is the one that began then.
 *
 * @param birth on Linux the boot and the tick in it, which no change of the clock moves; elsewhere the time
 * @param stop how it is asked to end
 */
public record RecordedProcess(String name, long pid, String birth, StopSignal stop) {
    private static final String SUFFIX = ".pid";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Of the words after the command's name in {@code /proc/PID/stat}. */
    private static final int START_TICK = 19;

    static void record(Path folder, String name, Process process, StopSignal stop) throws IOException {
        Files.writeString(
                folder.resolve(name + SUFFIX), process.pid() + " " + birth(process.toHandle()) + " " + stop + "\n");
    }

    static void forget(Path folder, String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + SUFFIX));
    }

    /** Those that were noted in {@code folder} and still run. */
    public static List<RecordedProcess> alive(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .flatMap(file -> read(file).stream())
                    .filter(process -> process.handle().isPresent())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends those that a supervisor left behind and answers their names. */
    public static List<String> endAll(Path folder, Duration grace) {
        List<RecordedProcess> left = alive(folder);
        List<ProcessHandle> handles = new ArrayList<>();
        for (RecordedProcess process : left) {
            process.handle().ifPresent(handle -> {
                handles.add(handle);
                process.stop().send(handle);
            });
        }
        Deadline deadline = Deadline.in(grace);
        for (ProcessHandle handle : handles) {
            if (!deadline.awaitExit(handle)) {
                handle.descendants().forEach(ProcessHandle::destroyForcibly);
                handle.destroyForcibly();
                Deadline.in(grace).awaitExit(handle);
            }
        }
        return left.stream().map(RecordedProcess::name).sorted().toList();
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> birth(handle)
                .equals(birth));
    }

    private static String birth(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Files.readString(BOOT).strip() + "/" + words[START_TICK];
        } catch (IOException e) {
            return handle.info().startInstant().map(Instant::toString).orElse("unknown");
        }
    }

    private static Optional<RecordedProcess> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", -1);
            String name = file.getFileName().toString();
            return parts.length == 3
                    ? Optional.of(new RecordedProcess(
                            name.substring(0, name.length() - SUFFIX.length()),
                            Long.parseLong(parts[0]),
                            parts[1],
                            StopSignal.valueOf(parts[2])))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
