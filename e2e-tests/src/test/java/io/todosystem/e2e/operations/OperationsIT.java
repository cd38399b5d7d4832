package io.todosystem.e2e.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.operations.Alerts.Alert;
import io.todosystem.localstack.control.ControlServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Alerts name what there is to see, and the commands of the runbooks work. */
@Tag("long")
@ExtendWith(Stack.Extension.class)
class OperationsIT {
    private static final Path DASHBOARDS = Path.of("..", "infra", "grafana", "dashboards");
    private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```bash\n(.*?)^```$");
    private static final List<String> PROCESSES = List.of("auth", "tasks", "notification", "bff");

    private final Stack stack;

    OperationsIT(Stack stack) {
        this.stack = stack;
        stack.recover();
    }

    @Test
    void every_alert_fires_on_sample_data() throws Exception {
        assertThat(Alerts.read().all()).hasSizeGreaterThan(10);
        var said = run(List.of("promtool", "test", "rules", "alerts_test.yml"), Alerts.PROMETHEUS.toFile());
        assertThat(said).contains("SUCCESS");
        var cases = Files.readString(Alerts.PROMETHEUS.resolve("alerts_test.yml"));
        assertThat(Alerts.read().all()).extracting(Alert::name).allSatisfy(name -> assertThat(cases)
                .contains("{alertname=\"" + name + "\"}"));
    }

    @Test
    void every_figure_that_an_alert_or_a_dashboard_names_is_there() throws Exception {
        assertThat(Alerts.read().metrics()).hasSizeGreaterThan(8);
        var shown = shown();
        assertThat(shown).hasSizeGreaterThan(20);
        var account = stack.rest().register("Ada");
        assertThat(account.rest().get("/api/v1/tasks").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !stack.mailsTo(account.email()).isEmpty());
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(counted())
                .containsAll(Alerts.read().metrics())
                .containsAll(shown));
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() throws Exception {
        try (var files = Files.list(RUNBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(Alerts.read().all().stream()
                            .map(alert -> alert.runbook().replace("docs/runbooks/", ""))
                            .toList());
        }
    }

    @Test
    void the_commands_of_every_runbook_work() throws Exception {
        var folder = Files.createDirectories(Path.of("target", "runbooks").toAbsolutePath());
        var todo = folder.resolve("todo");
        Files.writeString(todo, """
                #!/bin/sh
                exec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' io.todosystem.localstack.cli.Todo "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        assertThat(todo.toFile().setExecutable(true)).isTrue();
        try (var _ = ControlServer.open(stack.local(), () -> {})) {
            var email = "operator." + UUID.randomUUID() + "@example.com";
            var password = "a password for the runbooks";
            shell(folder, "./todo admin create --password-stdin " + email + " <<< '" + password + "'");
            var preamble = "ADMIN_EMAIL='%s' ADMIN_PASSWORD='%s' BASE=%s/api/v1%n%s"
                    .formatted(email, password, stack.local().http(), commands(RUNBOOKS.resolve("README.md")));
            for (var alert : Alerts.read().all()) {
                var commands = commands(Path.of("..").resolve(alert.runbook()));
                assertThat(commands).as(alert.runbook()).isNotBlank();
                shell(folder, preamble + commands);
                stack.recover();
            }
        }
    }

    private static Set<String> shown() throws IOException {
        Set<String> expressions = new TreeSet<>();
        for (var name : List.of("overview", "service", "events")) {
            var dashboard = new ObjectMapper()
                    .readTree(DASHBOARDS.resolve(name + ".json").toFile());
            dashboard.findValuesAsText("expr").forEach(expressions::add);
        }
        return Alerts.metrics(expressions.stream());
    }

    private String commands(Path page) throws IOException {
        var commands = new StringBuilder();
        COMMANDS.matcher(Files.readString(page)).results().forEach(block -> commands.append(block.group(1)));
        var text = commands.toString();
        var ports = stack.local().ports();
        for (int i = 0; i < PROCESSES.size(); i++) {
            int standard = i == 3 ? 8086 : 8081 + i;
            text = text.replace("localhost:" + standard, "localhost:" + ports.management(PROCESSES.get(i)));
        }
        return text;
    }

    private void shell(Path folder, String commands) throws Exception {
        run(List.of("bash", "-euo", "pipefail", "-c", commands), folder.toFile());
    }

    private String run(List<String> command, java.io.File folder) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder).redirectErrorStream(true);
        builder.environment().put("TODO_HOME", stack.local().home().folder().toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", command, said).isZero();
        return said;
    }

    private Set<String> counted() throws Exception {
        Set<String> names = new TreeSet<>();
        for (var process : PROCESSES) {
            var address = "http://127.0.0.1:" + stack.local().ports().management(process) + "/prometheus";
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        }
        return names;
    }
}
