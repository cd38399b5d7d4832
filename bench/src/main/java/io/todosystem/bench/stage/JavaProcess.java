package io.todosystem.bench.stage;

import io.todosystem.localstack.Project;
import io.todosystem.localstack.supervise.Launch;
import io.todosystem.localstack.supervise.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of a measurement, in a session of its own as those of {@code ./todo up}. Its log is under
 * {@code bench/target/logs}; it never outlives this one.
 */
public final class JavaProcess implements AutoCloseable {
    /** Of every program that is compared, ours or not: a server's, which the optimising compiler may warm up. */
    public static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms128m",
            "-Xmx384m",
            "-XX:MaxDirectMemorySize=128m",
            "-XX:ActiveProcessorCount=2",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.allocator.type=pooled",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8");

    private static final String NICE = """
            [ ! -w /proc/self/autogroup ] || echo "$1" >/proc/self/autogroup
            nice=$1; shift; exec nice -n "$nice" "$@\"""";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private JavaProcess(String name, ProcessBuilder builder, boolean piped) throws IOException {
        builder.command(Session.own(builder.command()));
        this.log = logs().resolve(name + "-" + NUMBER.incrementAndGet() + ".log");
        if (piped) {
            builder.redirectError(log.toFile());
        } else {
            builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        }
        this.process = builder.start();
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A main class of the given class path (empty: this module's) whose standard input and output are ours. */
    public static JavaProcess piped(String name, List<Path> classPath, String main, List<String> arguments)
            throws IOException {
        return new JavaProcess(name, new ProcessBuilder(command(classPath, main, arguments)), true);
    }

    /** A main class of this module whose standard input and output are ours. */
    public static JavaProcess piped(String name, Class<?> main, List<String> arguments) throws IOException {
        return piped(name, List.of(), main.getName(), arguments);
    }

    /** The same, giving way to everything else by so much, with its session where the kernel weighs sessions. */
    public static JavaProcess pipedAndNice(int niceness, String name, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", NICE, "nice", Integer.toString(niceness)));
        command.addAll(command(List.of(), main.getName(), arguments));
        return new JavaProcess(name, new ProcessBuilder(command), true);
    }

    /** A main class of this module. */
    public static JavaProcess start(String name, Class<?> main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        return start(name, new Launch(command(List.of(), main.getName(), arguments), environment));
    }

    /** Any program. */
    public static JavaProcess start(String name, Launch launch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.environment().putAll(launch.environment());
        return new JavaProcess(name, builder, false);
    }

    /** A command line with {@link #OPTIONS} and the given class path. */
    public static List<String> command(List<Path> classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-cp");
        command.add(
                classPath.isEmpty()
                        ? System.getProperty("java.class.path")
                        : String.join(
                                ":", classPath.stream().map(Path::toString).toList()));
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /** The jar of this module. */
    public static Path ownJar() {
        return Path.of(System.getProperty("java.class.path").split(":", -1)[0]);
    }

    /** What this process runs with, except for jars whose names begin so. */
    public static List<Path> classPathWithout(String... prefixes) {
        return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .filter(jar -> Arrays.stream(prefixes)
                        .noneMatch(prefix -> jar.getFileName().toString().startsWith(prefix)))
                .toList();
    }

    public Process handle() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /** SIGTERM, then SIGKILL after ten seconds. */
    @Override
    public void close() {
        end(10);
    }

    /** The same for a process that has work to do at its end: a minute. */
    public void end() {
        end(60);
    }

    private void end(long seconds) {
        process.destroy();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            process.destroyForcibly(); // this process ends anyway
        }
    }

    private static Path logs() {
        Path folder = Project.ofThisBuild().folder().resolve("bench/target/logs");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
