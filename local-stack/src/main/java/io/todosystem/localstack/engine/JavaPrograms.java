package io.todosystem.localstack.engine;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.supervise.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts Java programs from the project's modules.
 *
 * <p>Our own jars are copied before the start: a build would otherwise change them under the running process, which
 * reads classes as it needs them.
 */
public record JavaPrograms(Home home, Project project, boolean classCache) {

    /** Compiles once and quickly: starts in half of the processor time, and most programs here do little. */
    public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /**
     * A program: the component's name, the module with its jar, the main class and the options of the virtual machine.
     */
    public record Program(String name, String module, String mainClass, List<String> options) {

        public Program {
            options = List.copyOf(options);
        }
    }

    /** The command line; the options are in a file, because the class path is long. */
    public Launch launch(Program program, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + writeOptions(program));
        command.add(program.mainClass());
        command.addAll(arguments);
        return new Launch(command, environment);
    }

    private Path writeOptions(Program program) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8"));
        if (classCache) {
            lines.add("-XX:+AutoCreateSharedArchive");
            lines.add("-XX:SharedArchiveFile="
                    + quoted(home.cache().resolve(program.name() + ".jsa").toString()));
        }
        lines.addAll(program.options());
        lines.add("-cp " + quoted(classPath(program)));
        Path file = home.run().resolve(program.name() + ".options");
        return Files.write(file, lines);
    }

    private String classPath(Program program) throws IOException {
        Path copies = home.run().resolve("jars").resolve(program.name());
        Files.createDirectories(copies);
        List<Path> jars = new ArrayList<>();
        for (Path jar : project.classPath(program.module())) {
            jars.add(jar.getFileName().toString().startsWith("todo-") ? copy(jar, copies) : jar);
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** A copy of the same time stays as it is, because the cache of classes knows its jars by their times. */
    private static Path copy(Path jar, Path folder) throws IOException {
        Path copy = folder.resolve(jar.getFileName());
        FileTime built = Files.getLastModifiedTime(jar);
        if (!Files.exists(copy)
                || !Files.getLastModifiedTime(copy).equals(built)
                || Files.size(copy) != Files.size(jar)) {
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\") + "\"";
    }
}
