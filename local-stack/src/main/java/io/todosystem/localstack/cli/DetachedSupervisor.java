package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.supervise.LogFile;
import io.todosystem.localstack.supervise.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A supervisor that outlives this call. What it says while it starts is said here too. */
final class DetachedSupervisor {
    private static final long LOOK_MILLIS = 100;

    private final Home home;
    private final List<String> command;
    private final PrintWriter out;
    private final LogFile log;

    DetachedSupervisor(Home home, int offset, boolean engines, PrintWriter out) {
        this.home = home.prepare();
        this.out = out;
        this.log = new LogFile(home.log("todo"));
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Todo.class.getName(),
                "up",
                "--port-offset=" + offset));
        if (engines) {
            command.add("--engines");
        }
    }

    void awaitReady() {
        log.bound();
        try {
            ProcessBuilder builder = new ProcessBuilder(Session.own(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                    .directory(home.folder().toFile());
            builder.environment().put("TODO_HOME", home.folder().toString());
            Process supervisor = builder.start();
            supervisor.getOutputStream().close();
            echoUntilReady(supervisor);
        } catch (IOException e) {
            throw new StackFailure("The supervisor cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void echoUntilReady(Process supervisor) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "r")) {
            file.seek(file.length());
            while (!isReady(supervisor)) {
                boolean ended = supervisor.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                echo(file);
                if (ended) {
                    throw new StackFailure("It was not started. What the supervisor said is in " + log.path() + ".");
                }
            }
            echo(file);
        }
    }

    /** A supervisor that fails goes away while it is asked; that it ended is seen in the next round. */
    private boolean isReady(Process supervisor) {
        try {
            return supervisor.isAlive()
                    && ControlClient.find(home).map(ControlClient::ready).orElse(false);
        } catch (StackFailure e) {
            return false;
        }
    }

    private void echo(RandomAccessFile file) throws IOException {
        byte[] fresh = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(fresh);
        String text = new String(fresh, StandardCharsets.UTF_8);
        int addresses = text.indexOf("\ntodo-system is running");
        out.print(addresses < 0 ? text : text.substring(0, addresses));
        out.flush();
    }
}
