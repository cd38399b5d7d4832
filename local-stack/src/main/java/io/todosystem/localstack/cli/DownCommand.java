package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.HomeLock;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.supervise.RecordedProcess;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stops everything. Data stays.")
final class DownCommand implements Runnable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(35);

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Home home = Homes.current();
        Optional<ControlClient> control = ControlClient.find(home);
        if (control.isPresent()) {
            stop(control.get());
            out.println("Everything is stopped. Data stays in " + home.folder() + ".");
            return;
        }
        List<String> left = Files.exists(home.run()) ? endAll(home) : List.of();
        out.println(left.isEmpty() ? "Nothing is running." : "Stopped what was left: " + String.join(", ", left) + ".");
    }

    private static List<String> endAll(Home home) {
        try (HomeLock _ = HomeLock.take(home)) {
            return RecordedProcess.endAll(home.run(), GRACE);
        }
    }

    static void stop(ControlClient control) {
        ProcessHandle supervisor = control.supervisor();
        control.down();
        try {
            supervisor.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new StackFailure(
                    "The supervisor (process " + supervisor.pid() + ") has not ended within " + LIMIT.toMinutes()
                            + " minutes. See ./todo ps and logs/todo.log.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
