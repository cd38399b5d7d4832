package io.todosystem.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The command {@code docker}, as a person uses it on the containers of the project {@code todo}. */
final class Docker {
    private Docker() {}

    static String container(String name) {
        return "todo-" + name + "-1";
    }

    static List<String> exec(String name, String... command) {
        List<String> whole = new ArrayList<>(List.of("docker", "exec", container(name)));
        whole.addAll(List.of(command));
        return run(whole);
    }

    static String inspect(String name, String format) {
        return docker("inspect", "-f", format, container(name)).getFirst();
    }

    static List<String> docker(String... arguments) {
        List<String> whole = new ArrayList<>(List.of("docker"));
        whole.addAll(List.of(arguments));
        return run(whole);
    }

    /** What it said, or an error with what it said. */
    static List<String> run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
            return said.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
