package io.todosystem.e2e;

import io.todosystem.localstack.control.ControlServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is to be found in the logs of one request. */
@ExtendWith(Stack.Extension.class)
class LogsIT {
    private static final Pattern TRACE = Pattern.compile("trace_id=([0-9a-f]{32})");

    private final Stack stack;

    LogsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void a_request_is_found_by_its_id_from_the_gateway_to_the_mail() {
        var ada = stack.rest().register("Ada");
        var task = ada.rest().post("/api/v1/tasks", Map.of("title", "Found")).text("/id");
        var id = "looked-for-" + UUID.randomUUID();
        var done = ada.rest().post("/api/v1/tasks/" + task + ":complete", Map.of(), "X-Request-Id", id);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("X-Request-Id")).isEqualTo(id);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(lines("notification", id))
                .anyMatch(line -> line.contains("notification stored"))
                .anyMatch(line -> line.contains("delivery state=SENT")));
        await().untilAsserted(() ->
                assertThat(lines("bff", id)).singleElement().asString().contains(":complete 200"));
        await().untilAsserted(() ->
                assertThat(lines("tasks", id)).singleElement().asString().contains("TasksService/CompleteTask OK"));

        List<String> all = new ArrayList<>(lines("bff", id));
        all.addAll(lines("tasks", id));
        all.addAll(lines("notification", id));
        assertThat(all).allMatch(line -> line.contains("user_id=" + ada.id()));
        assertThat(all.stream().map(LogsIT::trace).distinct()).hasSize(1);
    }

    @Test
    void a_level_is_changed_while_the_service_runs() throws Exception {
        var asked = "watched-" + UUID.randomUUID();
        watch(asked);
        assertThat(command("log-level", "bff", "access", "DEBUG")).contains("bff: access DEBUG");
        var during = "watched-" + UUID.randomUUID();
        watch(during);
        await().untilAsserted(() ->
                assertThat(lines("bff", during)).singleElement().asString().contains(" DEBUG "));
        assertThat(command("log-level", "bff", "access", "RESET")).contains("bff: access RESET");
        var after = "watched-" + UUID.randomUUID();
        watch(after);

        // A line that comes for certain and after it.
        var last = "/api/v1/" + UUID.randomUUID();
        stack.rest().get(last);
        await().untilAsserted(() -> assertThat(lines("bff", last)).hasSize(1));
        assertThat(lines("bff", after)).isEmpty();
        assertThat(lines("bff", asked)).isEmpty();
    }

    private void watch(String requestId) {
        stack.rest().get("/health", "X-Request-Id", requestId);
    }

    private List<String> lines(String service, String text) {
        return stack.local().logs(service, 2_000).stream()
                .filter(line -> line.contains(text))
                .toList();
    }

    private static String trace(String line) {
        var trace = TRACE.matcher(line);
        assertThat(trace.find()).as(line).isTrue();
        return trace.group(1);
    }

    private String command(String... arguments) throws Exception {
        try (var _ = ControlServer.open(stack.local(), () -> {})) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.todosystem.localstack.cli.Todo"));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("TODO_HOME", stack.local().home().folder().toString());
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        }
    }
}
