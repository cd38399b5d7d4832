package io.todosystem.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PreflightTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void busy_port_is_a_sentence_that_names_the_process() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Preflight.check(new Home(folder), with(taken.getLocalPort()), List.of("postgres")))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + ", needed for postgres, is used by process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("--port-offset");
        }
    }

    @Test
    void port_of_a_part_that_is_not_started_does_not_matter() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatCode(() -> Preflight.check(new Home(folder), with(taken.getLocalPort()), List.of("mail")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void full_disk_is_a_sentence() {
        assertThatThrownBy(() -> Preflight.checkDisk(new Home(folder), Long.MAX_VALUE))
                .isInstanceOf(StackFailure.class)
                .hasMessageMatching("(?s)Only \\d+ MiB are free where .* TODO_HOME .*");
    }

    @Test
    void home_has_one_supervisor() {
        Home home = new Home(folder).prepare();
        HomeLock lock = HomeLock.take(home);

        assertThatThrownBy(() -> HomeLock.take(home))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("already running");

        lock.close();
        HomeLock.take(home).close();
    }

    @Test
    void offset_that_leaves_no_valid_port_is_refused() {
        assertThat(Ports.standard(1000).of(Ports.HTTP)).isEqualTo(9080);
        assertThatThrownBy(() -> Ports.standard(20_000))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("between 1 and 65535");
    }

    private static Ports with(int postgres) {
        Map<String, Integer> ports = new HashMap<>(Ports.free().byName());
        ports.put(Ports.POSTGRES, postgres);
        return new Ports(ports);
    }
}
