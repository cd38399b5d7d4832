package io.todosystem.e2e.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens to a container. */
record ContainerFault(String name) {
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    /** SIGKILL from outside of the engine, as when memory runs out; its restart policy brings it back. */
    void crash() {
        var pid = Docker.inspect(name, "{{.State.Pid}}");
        Docker.run(List.of("kill", "-9", pid));
        await().atMost(RECOVERY)
                .until(() -> !Docker.inspect(name, "{{.State.Pid}}").equals(pid));
    }

    /** Nobody in it runs, its connections stay open and nobody answers, until the answer is closed. */
    Over pause() {
        Docker.docker("pause", Docker.container(name));
        return () -> Docker.docker("unpause", Docker.container(name));
    }

    /** It runs on, but no packet reaches or leaves it by this network, until the answer is closed. */
    Over cutOff(String network) {
        var whole = "todo_" + network;
        var address = Docker.inspect(
                name,
                "{{with index .NetworkSettings.Networks \"" + whole
                        + "\"}}{{with .IPAMConfig}}{{.IPv4Address}}{{end}}{{end}}");
        Docker.docker("network", "disconnect", whole, Docker.container(name));
        return () -> {
            List<String> connect = new ArrayList<>(List.of("docker", "network", "connect", "--alias", name));
            if (!address.isBlank()) {
                connect.addAll(List.of("--ip", address));
            }
            connect.addAll(List.of(whole, Docker.container(name)));
            Docker.run(connect);
        };
    }

    void restart() {
        Docker.docker("restart", Docker.container(name));
    }

    /** Returns when it is healthy again. */
    void recovered() {
        await().atMost(RECOVERY).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                        Docker.inspect(name, "{{.State.Status}} {{with .State.Health}}{{.Status}}{{end}}"))
                .as(name)
                .isEqualTo("running healthy"));
    }

    void lasting(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    interface Over extends AutoCloseable {
        @Override
        void close();
    }
}
