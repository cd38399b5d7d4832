package io.todosystem.e2e.faults;

import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.supervise.Supervised;
import io.todosystem.localstack.supervise.Supervised.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens to the processes. */
record Fault(LocalStack stack) {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** SIGKILL behind the supervisor's back, so that it is a crash like any other. */
    void crash(String name) {
        long pid = stack.pid(name);
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        await().atMost(RECOVERY)
                .until(() -> status(name).pid().filter(next -> next == pid).isEmpty());
    }

    /** Returns when the supervisor has it serving again. */
    void recovered(String name) {
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(name).state() == State.READY
                        && status(name).pid().isPresent());
    }

    /** Until the answer is closed the process neither runs nor goes: its connections stay open and nobody answers. */
    Frozen freeze(String name) {
        long pid = stack.pid(name);
        signal("-STOP", pid);
        return () -> signal("-CONT", pid);
    }

    void lasting(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Supervised.Status status(String name) {
        return stack.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(String signal, long pid) {
        try {
            assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    interface Frozen extends AutoCloseable {
        @Override
        void close();
    }
}
