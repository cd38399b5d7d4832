package io.todosystem.localstack.supervise;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process of a component, from its start to its end. */
final class Life implements AutoCloseable {
    static final Duration READY_LIMIT = Duration.ofSeconds(90);
    /** Meant for {@code ./todo}; services refuse variables that they do not know. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("TODO_HOME", "TODO_PORT_OFFSET");

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

    private final Component component;
    private final Home home;
    private final Process process;

    private Life(Component component, Home home, Process process) {
        this.component = component;
        this.home = home;
        this.process = process;
    }

    /** Starts the process with its output going to its log, and leaves a note about it on disk. */
    static Life begin(Component component, Home home) throws Exception {
        LogFile log = new LogFile(home.log(component.name()));
        log.bound();
        Launch launch = component.launch().call();
        ProcessBuilder builder = new ProcessBuilder(Session.own(launch.command()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                .directory(home.folder().toFile());
        builder.environment().keySet().removeAll(LAUNCHER_VARIABLES);
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            RecordedProcess.record(home.run(), component.name(), process, component.stop());
        } catch (Throwable e) {
            // Without its note nobody would find it again.
            process.destroyForcibly().waitFor();
            throw e;
        }
        return new Life(component, home, process);
    }

    /** Returns null when it serves, otherwise what went wrong; fails when a person has to mend something. */
    @Nullable
    String awaitReady() {
        Deadline deadline = Deadline.in(READY_LIMIT);
        while (process.isAlive()) {
            if (deadline.passed()) {
                return "was not ready within " + READY_LIMIT.toSeconds() + " s";
            }
            if (serves()) {
                return null;
            }
            boolean _ = Deadline.in(PROBE_INTERVAL).awaitExit(process.toHandle());
        }
        return "ended with " + awaitEnd() + " before it was ready";
    }

    /** Returns how it ended. */
    String awaitEnd() {
        int status = process.onExit().join().exitValue();
        try {
            RecordedProcess.forget(home.run(), component.name());
        } catch (IOException e) {
            throw new StackFailure("The note about " + component.name() + " cannot be removed: " + e.getMessage(), e);
        }
        return status > 128 ? "signal " + (status - 128) : "status " + status;
    }

    void askToEnd() {
        component.stop().send(process.toHandle());
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Kills it and returns when it is gone, so that a next one finds its ports and files free. */
    @Override
    public void close() {
        kill();
        String ignored = awaitEnd();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    private boolean serves() {
        try {
            return component.ready().call();
        } catch (StackFailure e) {
            throw e;
        } catch (Exception notYet) {
            return false;
        }
    }
}
