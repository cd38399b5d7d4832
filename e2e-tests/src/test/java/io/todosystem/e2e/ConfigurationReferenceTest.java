package io.todosystem.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds docs/configuration.md against what the services read: their configuration records and application.yml. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final Pattern MODULE = Pattern.compile("(platform|eventing|[a-z]+-service|bff-gateway)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(TODO_[A-Z0-9_]+)(?::(.*))?}");

    private final Map<String, Variable> variables = new TreeMap<>();
    private final TreeSet<String> keys = new TreeSet<>();

    @Test
    void the_reference_names_every_variable_and_key() throws IOException {
        for (String resource : List.of("platform-defaults.yml", "eventing-defaults.yml", "application.yml")) {
            for (URL file : resources(resource)) {
                try (InputStream content = file.openStream()) {
                    flatten("", new Yaml().load(content), (key, value) -> variable(moduleOf(file), key, value));
                }
            }
        }
        for (URL file : resources("META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : new ObjectMapper().readTree(file).get("properties")) {
                key(moduleOf(file), property);
            }
        }
        assertThat(variables).containsKeys("TODO_DATABASE_URL", "TODO_CLIENT_SECRET", "TODO_HTTP_PORT");
        assertThat(keys).hasSizeGreaterThan(30);

        Path generated = Path.of("target", "configuration.md");
        Files.writeString(generated, reference());
        assertThat(Files.readString(REFERENCE))
                .as("docs/configuration.md is out of date: copy e2e-tests/target/configuration.md over it")
                .isEqualTo(Files.readString(generated));
    }

    private String reference() {
        var text = new StringBuilder("""
                # Configuration

                Services read environment variables; what is not there has the default. An unknown `TODO_*` variable or `todo.*`
                key, a value that cannot be read and a missing secret are one sentence and exit code 1. For the embedded
                stack `./todo` sets what is required; others are taken from the environment in which it is started. This page
                is generated from the services' code, and a test keeps it so.

                ## Variables

                `TODO_LOG_FORMAT` (`json` or `text`, default `json`) and `TODO_LOG_LEVEL` (default `INFO`) are read by every
                service before anything else. Traces go to the collector of `TODO_OTLP_ENDPOINT`; of each ten one is kept, or as
                many as `TODO_TRACING_RATIO` says. Whoever calls from outside cannot change that: its `traceparent` names the
                trace, its flag `sampled` is only a permission.

                A variable may also be given as a file of its name in the directory that `TODO_SECRETS_DIRECTORY` names, as secrets
                are handed to containers. It must not be set as well.

                | variable | default | sets | read by |
                |---|---|---|---|
                """);
        variables.forEach((name, variable) -> text.append("| `%s` | %s | `%s` | %s |%n"
                .formatted(name, variable.value(), variable.key(), String.join(", ", variable.modules()))));
        text.append("""

                ## Keys

                Each is also a variable: upper case, with `_` for `.` and `-` (`todo.outbox.batch-size` is
                `TODO_OUTBOX_BATCH_SIZE`). Keys of platform hold for every service (auth alone needs no `todo.client.secret`),
                keys of eventing for those with a database.

                | key | type | default | meaning | of |
                |---|---|---|---|---|
                """);
        keys.forEach(text::append);
        return text.toString();
    }

    private void variable(String module, String key, Object value) {
        Matcher placeholder = VARIABLE.matcher(value.toString());
        if (placeholder.matches()) {
            var variable = variables.computeIfAbsent(placeholder.group(1), _ -> Variable.setting(key));
            variable.modules().add(module);
            variable.defaults().add(shown(placeholder.group(2)));
        }
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "required";
        }
        return value.isEmpty() ? "empty" : "`" + value.replace("`", "") + "`";
    }

    private void key(String module, JsonNode property) {
        String name = property.get("name").asText();
        if (name.startsWith("todo.")) {
            String type = property.get("type").asText();
            keys.add("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            name,
                            type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1)
                                    .replace(">", ""),
                            property.has("defaultValue")
                                    ? "`" + property.get("defaultValue").asText() + "`"
                                    : "",
                            property.path("description")
                                    .asText()
                                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                    .replaceAll("\\s+", " "),
                            module));
        }
    }

    private static void flatten(String prefix, Object node, BiConsumer<String, Object> leaf) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." + key, value, leaf));
        } else if (node != null) {
            leaf.accept(prefix, node);
        }
    }

    private static List<URL> resources(String name) throws IOException {
        return Collections.list(
                        ConfigurationReferenceTest.class.getClassLoader().getResources(name))
                .stream()
                .filter(url -> MODULE.matcher(url.getPath()).find())
                .filter(url -> url.getPath().contains("todo-"))
                .toList();
    }

    private static String moduleOf(URL file) {
        Matcher module = Pattern.compile("todo-" + MODULE.pattern()).matcher(file.getPath());
        assertThat(module.find()).as("a module of ours in " + file).isTrue();
        return module.group(1);
    }

    private record Variable(String key, TreeSet<String> modules, TreeSet<String> defaults) {
        static Variable setting(String key) {
            return new Variable(key, new TreeSet<>(), new TreeSet<>());
        }

        String value() {
            return defaults.size() == 1 ? defaults.first() : "one of each service's own";
        }
    }
}
