package io.todosystem.e2e.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The rules in infra/prometheus/alerts.yml. */
record Alerts(List<Alert> all) {
    static final Path PROMETHEUS = Path.of("..", "infra", "prometheus");

    /** The prefixes of what our processes and their libraries count. */
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:todo|grpc|http|hikaricp|jvm|process|system|logback)_[a-z0-9_]+\\b");

    record Alert(String name, String expression, String runbook) {}

    @SuppressWarnings("unchecked")
    static Alerts read() throws IOException {
        Map<String, List<Map<String, Object>>> file =
                new Yaml().load(Files.readString(PROMETHEUS.resolve("alerts.yml")));
        return new Alerts(file.get("groups").stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .map(rule -> new Alert(
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        ((Map<String, String>) rule.get("annotations")).getOrDefault("runbook", "")))
                .toList());
    }

    Set<String> metrics() {
        return metrics(all.stream().map(Alert::expression));
    }

    /** What these expressions name. */
    static Set<String> metrics(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> METRIC.matcher(expression).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
