package io.todosystem.localstack.doctor;

import io.todosystem.localstack.service.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a database has the schema that the code on disk wants. */
record MigrationCheck(Installation installation, String service) implements Check {
    private static final Pattern MIGRATION = Pattern.compile("db/(?:migration|eventing)/V(\\d+)__\\w+\\.sql");

    @Override
    public String subject() {
        return "schema of " + service;
    }

    @Override
    public List<Finding> look() throws SQLException, IOException {
        Set<Integer> applied = new TreeSet<>();
        Set<Integer> failed = new TreeSet<>();
        try (Connection connection = installation.database(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version::int, success FROM flyway_schema_history WHERE version IS NOT NULL")) {
            while (rows.next()) {
                (rows.getBoolean(2) ? applied : failed).add(rows.getInt(1));
            }
        }
        return List.of(judge(onDisk(), applied, failed));
    }

    Finding judge(Set<Integer> onDisk, Set<Integer> applied, Set<Integer> failed) {
        Set<Integer> pending = new TreeSet<>(onDisk);
        pending.removeAll(applied);
        Set<Integer> unknown = new TreeSet<>(applied);
        unknown.removeAll(onDisk);
        if (!failed.isEmpty()) {
            return Finding.problem(subject(), "failed in the middle: " + failed, "./todo logs " + service);
        }
        if (!pending.isEmpty()) {
            return Finding.problem(subject(), "not applied yet: " + pending, "./todo restart " + service);
        }
        if (!unknown.isEmpty()) {
            return Finding.problem(
                    subject(),
                    "made by newer code, which alone knows " + unknown,
                    "check that version out and run ./todo build");
        }
        return Finding.ok(subject(), applied.size() + " migrations, all applied");
    }

    private Set<Integer> onDisk() throws IOException {
        Set<Integer> versions = new TreeSet<>();
        for (Path jar : installation.project().classPath(Services.module(service))) {
            if (jar.getFileName().toString().startsWith("todo-")) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    file.stream()
                            .map(entry -> MIGRATION.matcher(entry.getName()))
                            .filter(Matcher::matches)
                            .forEach(migration -> versions.add(Integer.valueOf(migration.group(1))));
                }
            }
        }
        return versions;
    }
}
