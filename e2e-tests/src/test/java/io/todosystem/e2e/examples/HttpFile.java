package io.todosystem.e2e.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Requests in the format of VS Code's REST Client, as far as our examples use it.
 *
 * @param variables those of the file, by name
 */
record HttpFile(Map<String, String> variables, List<Example> examples) {
    private static final Pattern VARIABLE = Pattern.compile("@(\\w+) = (.+)");
    private static final Pattern MARK = Pattern.compile("# (?:(expect) (\\d{3})|@(name) (\\w+))");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PATCH|PUT|DELETE) (\\S+)");
    private static final Pattern HEADER = Pattern.compile("([\\w-]+): (.+)");

    /**
     * One request; references stand in it as they are written.
     *
     * @param line of the file
     * @param name by which later ones refer to its answer; empty if none does
     */
    record Example(
            int line, String name, int expected, String method, String url, Map<String, String> headers, String body) {}

    static HttpFile read(Path file) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        List<Example> examples = new ArrayList<>();
        List<String> block = new ArrayList<>();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add("###");
        for (int i = 0; i < lines.size(); i++) {
            var variable = VARIABLE.matcher(lines.get(i));
            if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2));
            } else if (lines.get(i).startsWith("###")) {
                if (block.stream().anyMatch(line -> REQUEST.matcher(line).matches())) {
                    examples.add(example(i - block.size() + 1, block));
                }
                block.clear();
            } else {
                block.add(lines.get(i));
            }
        }
        return new HttpFile(variables, examples);
    }

    private static Example example(int line, List<String> block) {
        Map<String, String> marks = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        int at = 0;
        for (; !REQUEST.matcher(block.get(at)).matches(); at++) {
            MARK.matcher(block.get(at)).results().forEach(mark -> {
                boolean name = mark.group(1) == null;
                marks.put(mark.group(name ? 3 : 1), mark.group(name ? 4 : 2));
            });
        }
        var request = REQUEST.matcher(block.get(at++));
        for (; at < block.size() && !block.get(at).isBlank(); at++) {
            var header = HEADER.matcher(block.get(at));
            if (!header.matches()) {
                throw new IllegalArgumentException("line " + line + ": no header: " + block.get(at));
            }
            headers.put(header.group(1), header.group(2));
        }
        if (!request.matches() || !marks.containsKey("expect")) {
            throw new IllegalArgumentException("line " + line + ": an example without the status that is expected");
        }
        return new Example(
                line,
                marks.getOrDefault("name", ""),
                Integer.parseInt(marks.getOrDefault("expect", "")),
                request.group(1),
                request.group(2),
                headers,
                String.join("\n", block.subList(at, block.size())).strip());
    }
}
