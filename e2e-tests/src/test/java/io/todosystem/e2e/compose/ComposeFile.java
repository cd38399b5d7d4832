package io.todosystem.e2e.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The description of the containers, with the values that it has without a file of its own for the variables. */
record ComposeFile(Map<String, Container> containers, Map<String, Object> networks, Map<String, String> variables) {
    static final Path FOLDER = Path.of("..", "infra");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):?-([^}]*)}");

    static ComposeFile read() throws IOException {
        var text = Files.readString(FOLDER.resolve("docker-compose.yml"));
        Map<String, String> variables = new TreeMap<>();
        var resolved = VARIABLE.matcher(text).replaceAll(found -> {
            variables.put(found.group(1), found.group(2));
            return found.group(2);
        });
        Map<String, Object> file = new Yaml().load(resolved);
        Map<String, Container> containers = new TreeMap<>();
        map(file, "services").forEach((name, settings) -> containers.put(name, new Container(name, map(settings))));
        return new ComposeFile(containers, map(file, "networks"), variables);
    }

    List<Container> lasting() {
        return containers.values().stream()
                .filter(container -> !container.text("restart").equals("no"))
                .toList();
    }

    /** Those whose image is built here. */
    List<Container> ours() {
        return containers.values().stream()
                .filter(container -> container.settings().containsKey("build"))
                .toList();
    }

    Container of(String name) {
        var container = containers.get(name);
        if (container == null) {
            throw new AssertionError("There is no container " + name);
        }
        return container;
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.containsKey(key) ? map(parent.get(key)) : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    record Container(String name, Map<String, Object> settings) {
        String text(String key) {
            return String.valueOf(settings.getOrDefault(key, ""));
        }

        Map<String, Object> map(String key) {
            return ComposeFile.map(settings, key);
        }

        List<String> list(String key) {
            List<String> values = new ArrayList<>();
            switch (settings.get(key)) {
                case null -> {}
                case List<?> list -> list.forEach(value -> values.add(value.toString()));
                case Map<?, ?> map -> map.keySet().forEach(value -> values.add(value.toString()));
                case Object other -> values.add(other.toString());
            }
            return values;
        }

        int megabytes() {
            return Integer.parseInt(text("mem_limit").replaceFirst("m$", ""));
        }
    }
}
