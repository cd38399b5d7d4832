package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.control.ControlServer;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = {
            "Builds what changed and starts everything.",
            "Without -d it stays in the foreground, and Ctrl-C stops everything."
        })
final class UpCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Option(
            names = {"-d", "--detach"},
            description = "Return when everything is ready and leave it running.")
    boolean detach;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "${env:TODO_PORT_OFFSET:-0}",
            description = "Move every port by N. Default: TODO_PORT_OFFSET, or 0.")
    int offset;

    @Option(names = "--engines", description = "Start only PostgreSQL, Kafka and the mail sink.")
    boolean engines;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Home home = Homes.current();
        PrintWriter out = spec.commandLine().getOut();
        Optional<ControlClient> running = ControlClient.find(home);
        if (detach && running.isPresent() && running.get().ready()) {
            out.println("It is running already. What was built since is taken up by ./todo restart NAME.");
            out.print(Addresses.of(running.get().ports(), home));
        } else if (detach) {
            Ports ports = Ports.standard(offset);
            new DetachedSupervisor(home, offset, engines, out).awaitReady();
            out.print(Addresses.of(ports, home));
        } else {
            supervise(home, out);
        }
        out.flush();
        return 0;
    }

    private void supervise(Home home, PrintWriter out) {
        LocalStack.Builder builder = LocalStack.builder()
                .home(home.folder())
                .ports(Ports.standard(offset))
                .classCache()
                .journal(line -> say(out, line));
        LocalStack stack = (engines ? builder.enginesOnly() : builder).create();
        CountDownLatch ended = new CountDownLatch(1);
        try (ControlServer _ = ControlServer.open(stack, () -> {
            say(out, "Stopping everything ...");
            stack.close();
            ended.countDown();
        })) {
            stack.startAll();
            out.print(Addresses.of(stack.ports(), home));
            out.flush();
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stack.close();
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(CLOCK.format(LocalTime.now(ZoneId.systemDefault())) + " " + line);
        out.flush();
    }
}
