package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "Shows the last lines of one log, or of all.")
final class LogsCommand implements Runnable {
    private static final long LOOK_MILLIS = 200;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "For example tasks; todo is the supervisor.")
    @Nullable
    String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "So many lines of each (default: ${DEFAULT-VALUE}).")
    int lines;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        if (lines < 0) {
            throw new StackFailure("--lines must not be negative.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Home home = Homes.current();
        List<String> names = name == null ? all(home) : List.of(name);
        if (names.isEmpty() || names.stream().noneMatch(one -> Files.exists(home.log(one)))) {
            throw new StackFailure("There is no log " + (name == null ? "" : "of " + name + " ") + "in "
                    + home.folder().resolve("logs") + ". There are: " + String.join(", ", all(home)) + ".");
        }
        List<FollowedLog> logs = new ArrayList<>();
        for (String one : names) {
            String prefix = names.size() > 1 ? "%-13s| ".formatted(one) : "";
            logs.add(new FollowedLog(home.log(one), prefix, out));
            new LogFile(home.log(one)).tail(lines).forEach(line -> out.println(prefix + line));
        }
        out.flush();
        if (follow) {
            follow(logs);
        }
    }

    private static void follow(List<FollowedLog> logs) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (FollowedLog log : logs) {
                    log.printFresh();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new StackFailure("A log cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> all(Home home) {
        Path folder = home.folder().resolve("logs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> file.substring(0, file.length() - ".log".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StackFailure("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
