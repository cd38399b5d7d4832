package io.todosystem.e2e.compose;

import io.todosystem.e2e.compose.ComposeFile.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What infra/docker-compose.yml promises, read without Docker. */
class ComposeFileTest {
    private static final List<String> ENGINES = List.of("kafka", "postgres");
    /** They show what happens inside; nothing may need them. */
    private static final List<String> WATCHERS = List.of("grafana", "jaeger", "loki", "otel-collector", "prometheus");

    private final ComposeFile file;

    ComposeFileTest() throws IOException {
        file = ComposeFile.read();
    }

    @Test
    void every_container_has_its_limit_of_memory_and_all_together_stay_below_four_gibibytes() {
        assertThat(file.containers()).hasSizeGreaterThan(14);
        assertThat(file.containers().values()).allSatisfy(container -> assertThat(container.text("mem_limit"))
                .as(container.name())
                .matches("\\d+m"));
        assertThat(file.containers().values().stream()
                        .mapToInt(Container::megabytes)
                        .sum())
                .isLessThan(4096);
    }

    @Test
    void what_lasts_is_started_again_and_is_asked_how_it_is_or_says_who_asks() {
        assertThat(file.lasting()).hasSizeGreaterThan(12).allSatisfy(container -> {
            assertThat(container.text("restart")).as(container.name()).isEqualTo("unless-stopped");
            if (!container.map("healthcheck").containsKey("test")) {
                assertThat(container.map("labels").get("io.todosystem.health"))
                        .as("%s has no health check; a label says why", container.name())
                        .asString()
                        .matches("in the image|none: .{20,}");
            }
        });
    }

    @Test
    void doors_are_on_loopback_and_the_engines_have_none() {
        assertThat(file.containers().values()).allSatisfy(container -> assertThat(container.list("ports"))
                .as(container.name())
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+")));
        for (var engine : ENGINES) {
            assertThat(file.of(engine).list("ports")).isEmpty();
            assertThat(file.of(engine).list("networks")).containsExactly("engines");
        }
        assertThat(file.networks().get("engines")).isEqualTo(Map.of("internal", true));
        assertThat(file.of("nginx").list("ports")).contains("127.0.0.1:8080:8080", "127.0.0.1:8443:8443");
    }

    @Test
    void auth_which_hashes_passwords_gives_way_to_all_others() {
        assertThat(file.of("auth").text("cpu_shares")).isEqualTo("102");
        assertThat(file.containers().values())
                .filteredOn(container -> !container.name().equals("auth"))
                .allSatisfy(container -> assertThat(container.text("cpu_shares"))
                        .as(container.name())
                        .isEmpty());
    }

    @Test
    void a_service_can_neither_write_nor_rise_and_has_time_to_drain() {
        assertThat(file.ours()).extracting(Container::name).containsExactly("auth", "bff", "notification", "tasks");
        assertThat(file.ours()).allSatisfy(container -> {
            assertThat(container.text("user")).as(container.name()).matches("[1-9]\\d+:[1-9]\\d+");
            assertThat(container.text("read_only")).isEqualTo("true");
            assertThat(container.list("cap_drop")).containsExactly("ALL");
            assertThat(container.settings()).doesNotContainKey("cap_add");
            assertThat(container.list("volumes")).containsExactly("secrets-" + container.name() + ":/run/secrets:ro");
            assertThat(Integer.parseInt(container.text("stop_grace_period").replace("s", "")))
                    .isGreaterThan(30);
        });
        assertThat(file.containers().values()).allSatisfy(container -> {
            assertThat(container.list("security_opt")).as(container.name()).contains("no-new-privileges:true");
            assertThat(container.settings()).doesNotContainKeys("privileged", "pid");
            assertThat(container.list("volumes")).noneMatch(volume -> volume.contains("docker.sock"));
            assertThat(container.map("logging").get("options").toString()).contains("max-size", "max-file");
        });
    }

    @Test
    void images_of_others_have_versions() {
        assertThat(file.containers().values())
                .filteredOn(container -> !file.ours().contains(container))
                .allSatisfy(container -> assertThat(container.text("image")).matches("[a-z./-]+:v?\\d[\\d.]*"));
    }

    @Test
    void each_waits_for_what_it_needs_and_for_none_of_the_watchers() {
        assertThat(file.containers().values())
                .allSatisfy(container -> container.map("depends_on").forEach((needed, how) -> {
                    assertThat(how.toString())
                            .as("%s waits for %s", container.name(), needed)
                            .containsAnyOf("service_healthy", "service_completed_successfully");
                    assertThat(WATCHERS).doesNotContain(needed);
                }));
        assertThat(file.of("nginx").map("depends_on")).containsKeys("bff");
    }

    @Test
    void every_variable_of_a_service_is_one_that_services_read() throws IOException {
        var reference = Files.readString(Path.of("..", "docs", "configuration.md"));
        Set<String> known = new TreeSet<>(all(reference, "`(TODO_[A-Z_]+)`"));
        all(reference, "\\| `(todo\\.[a-z.-]+)` \\|")
                .forEach(key -> known.add(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)));
        assertThat(known).hasSizeGreaterThan(60);
        assertThat(file.ours()).allSatisfy(container -> assertThat(container.list("environment"))
                .as(container.name())
                .hasSizeGreaterThan(6)
                .isSubsetOf(known));
    }

    @Test
    void no_secret_stands_in_an_environment() {
        assertThat(file.containers().values()).allSatisfy(container -> assertThat(container.map("environment"))
                .as(container.name())
                .allSatisfy((variable, value) -> {
                    if (variable.matches(".*(PASSWORD|SECRET|KEY).*")) {
                        assertThat(value == null ? "" : value.toString()).matches("|/run/secrets.*");
                    }
                }));
    }

    @Test
    void the_example_of_variables_names_each_with_the_value_that_it_has_without() throws IOException {
        Map<String, String> example = new HashMap<>();
        for (var line : Files.readAllLines(ComposeFile.FOLDER.resolve(".env.example"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                example.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        assertThat(example).isEqualTo(file.variables());
    }

    @Test
    void the_edge_and_prometheus_ask_containers_that_there_are() throws IOException {
        var asked = all(Files.readString(Path.of("..", "nginx", "site", "upstreams.conf")), "server ([a-z]+):");
        asked.addAll(all(
                Files.readString(ComposeFile.FOLDER.resolve(Path.of("prometheus", "prometheus.yml"))), "\\[([a-z]+):"));
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        file.ours().stream().map(Container::name).toList());
        // The edge asks for addresses once.
        assertThat(file.ours()).allSatisfy(container -> assertThat(
                        container.map("networks").get("front").toString())
                .as(container.name())
                .contains("ipv4_address"));
    }

    @Test
    void fixed_addresses_are_none_that_docker_hands_out() {
        assertThat(file.networks().get("front").toString()).contains("ip_range=10.183.57.128/25");
        assertThat(file.containers().values().stream()
                        .flatMap(container ->
                                all(container.text("networks"), "ipv4_address=10\\.183\\.57\\.(\\d+)").stream())
                        .map(Integer::parseInt))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allMatch(last -> last < 128);
    }

    private static Set<String> all(String text, String pattern) {
        var found = new TreeSet<String>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .forEach(found::add);
        return found;
    }
}
