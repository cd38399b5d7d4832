package io.todosystem.localstack.supervise;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts a process into a session of its own, so that Ctrl-C in the terminal reaches only the supervisor, which then ends
 * the processes in order. Where there is no {@code setsid} they end together.
 */
public final class Session {
    private static final Optional<Path> SETSID = find("setsid");

    private Session() {}

    /** The command, as leader of a new session if this machine can do that; the process id stays the same. */
    public static List<String> own(List<String> command) {
        List<String> prefixed = new ArrayList<>();
        SETSID.ifPresent(setsid -> prefixed.add(setsid.toString()));
        prefixed.addAll(command);
        return prefixed;
    }

    /** Where an executable is on the PATH. */
    public static Optional<Path> find(String executable) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(path),
                        Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(executable))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
