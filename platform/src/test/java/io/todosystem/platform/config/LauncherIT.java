package io.todosystem.platform.config;

import io.todosystem.platform.testing.FakeAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LauncherIT {
    private static final Duration START = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void a_good_start_says_so_without_warnings_and_sigterm_ends_it_in_good_order() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Process process = launch(environment(auth));
            try {
                Awaitility.await().atMost(START).until(() -> output().contains(" started in "));
                Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> output().contains("GRPC started"));
            } finally {
                process.destroy();
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output()).contains("Stopping").contains("Stopped").doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    void traces_may_be_exported() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Map<String, String> environment = environment(auth);
            environment.put("TODO_OTLP_ENDPOINT", "http://127.0.0.1:4317");
            assertStartsAndEnds(environment);
        }
    }

    @Test
    void a_missing_secret_is_one_sentence() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Map<String, String> environment = environment(auth);
            environment.remove("TODO_CLIENT_SECRET");

            assertThat(refusalOf(launch(environment))).isEqualTo("TODO_CLIENT_SECRET is required and not set");
        }
    }

    @Test
    void a_secret_may_stand_in_a_file() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Map<String, String> environment = environment(auth);
            secret("TODO_CLIENT_SECRET", environment.remove("TODO_CLIENT_SECRET") + "\n");
            environment.put("TODO_SECRETS_DIRECTORY", secrets().toString());
            assertStartsAndEnds(environment);
        }
    }

    @Test
    void files_of_secrets_that_help_nobody_are_refused_by_name() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Map<String, String> environment = environment(auth);
            environment.put("TODO_SECRETS_DIRECTORY", secrets().toString());
            assertThat(refusalOf(launch(environment)))
                    .startsWith("The directory that TODO_SECRETS_DIRECTORY names cannot be read");

            secret("TODO_CLIENT_SECRETT", "secret");
            assertThat(refusalOf(launch(environment)))
                    .isEqualTo("The file TODO_CLIENT_SECRETT in TODO_SECRETS_DIRECTORY has the name of no variable; "
                            + "remove it or correct its name");

            secret("TODO_CLIENT_SECRET", "another");
            assertThat(refusalOf(launch(environment)))
                    .isEqualTo(
                            "TODO_CLIENT_SECRET is set and stands in TODO_SECRETS_DIRECTORY too; remove one of them");
        }
    }

    @Test
    void an_unknown_variable_is_refused_by_name() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            Map<String, String> environment = environment(auth);
            environment.put("TODO_CLIENT_SECRETT", "x");

            assertThat(refusalOf(launch(environment)))
                    .isEqualTo("The environment variable TODO_CLIENT_SECRETT is unknown; unset it or correct its name");
        }
    }

    @Test
    void an_unknown_key_is_refused_by_name() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            assertThat(refusalOf(launch(environment(auth), "-todo.server.max-calls=5")))
                    .isEqualTo("The configuration key todo.server.max-calls is unknown; remove it or correct its name");
        }
    }

    @Test
    void a_value_out_of_range_is_refused_by_name() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            assertThat(refusalOf(launch(environment(auth), "-todo.server.max-concurrent-calls=0")))
                    .isEqualTo("todo.server.max-concurrent-calls must be greater than 0");
        }
    }

    @Test
    void a_value_that_cannot_be_read_is_refused_by_name() throws Exception {
        try (FakeAuth auth = new FakeAuth()) {
            assertThat(refusalOf(launch(environment(auth), "-todo.server.default-deadline=soon")))
                    .isEqualTo("The value of todo.server.default-deadline cannot be read as Duration");
        }
    }

    @Test
    void a_port_in_use_is_one_sentence() throws Exception {
        try (FakeAuth auth = new FakeAuth();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(refusalOf(launch(environment(auth), "-grpc.server.port=" + port)))
                    .contains(port)
                    .endsWith("the port is in use");
            assertThat(refusalOf(launch(environment(auth), "-micronaut.server.port=" + port)))
                    .contains(port)
                    .endsWith("the port is in use");
        }
    }

    private void assertStartsAndEnds(Map<String, String> environment) throws Exception {
        Process process = launch(environment);
        try {
            Awaitility.await().atMost(START).until(() -> output().contains(" started in "));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Map<String, String> environment(FakeAuth auth) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TODO_LOG_FORMAT", "text");
        environment.put("TODO_AUTH_ADDRESS", auth.address());
        environment.put("TODO_CLIENT_SECRET", "secret");
        environment.put("TODO_PAGE_TOKEN_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        return environment;
    }

    private Path secrets() {
        return folder.resolve("secrets");
    }

    private void secret(String name, String content) throws IOException {
        Files.writeString(Files.createDirectories(secrets()).resolve(name), content);
    }

    private Process launch(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LaunchedApplication.class.getName(),
                "-micronaut.application.name=test",
                "-micronaut.server.port=-1",
                "-grpc.server.port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TODO_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The last line of the log, without its head; the process must have ended with exit code 1 and no stack trace. */
    private String refusalOf(Process process) throws Exception {
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).doesNotContain("\tat ");
        String last = output().lines().toList().getLast();
        return last.replaceFirst("^\\S+ ERROR \\S+ ", "").replaceFirst(" \\[]$", "");
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private String output() throws IOException {
        return Files.readString(log());
    }
}
