package io.todosystem.localstack.supervise;

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
 * <p>Process ids are used again; the note counts only while a process with this id began at the noted time.
 */
public record RecordedProcess(String name, long pid, Instant started) {
    private static final String SUFFIX = ".pid";
    /** The start time is reckoned from the boot time, which the kernel corrects now and then. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

    static void record(Path folder, String name, Process process) throws IOException {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(folder.resolve(name + SUFFIX), process.pid() + " " + started + "\n");
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
        left.forEach(process -> process.handle().ifPresent(handles::add));
        handles.forEach(ProcessHandle::destroy);
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
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> handle.info()
                .startInstant()
                .map(instant -> Duration.between(instant, started).abs().compareTo(CLOCK_CORRECTION) <= 0)
                .orElse(false));
    }

    private static Optional<RecordedProcess> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", -1);
            String name = file.getFileName().toString();
            return parts.length == 2
                    ? Optional.of(new RecordedProcess(
                            name.substring(0, name.length() - SUFFIX.length()),
                            Long.parseLong(parts[0]),
                            Instant.parse(parts[1])))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
