package io.todosystem.platform.config;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Variables that are given as files: each file in the directory that {@code TODO_SECRETS_DIRECTORY} names has the name
 * of a variable, and its text without the end of its last line is the value. So a secret stands in no environment,
 * where every look at the process shows it.
 */
final class SecretFiles {
    static final String DIRECTORY = "TODO_SECRETS_DIRECTORY";
    private static final String SOURCE = "secret-files";

    private SecretFiles() {}

    static PropertySource read(Map<String, String> environment) {
        Map<String, Object> values = new TreeMap<>();
        String directory = environment.getOrDefault(DIRECTORY, "");
        for (Path file : directory.isEmpty() ? List.<Path>of() : files(directory)) {
            String name = file.getFileName().toString();
            if (environment.containsKey(name)) {
                throw new ConfigurationException(
                        name + " is set and stands in " + DIRECTORY + " too; remove one of them");
            }
            values.put(name, contentOf(file));
        }
        return PropertySource.of(SOURCE, values);
    }

    /** Whether its keys are the names of the files that were read. */
    static boolean isSource(PropertySource source) {
        return source.getName().equals(SOURCE);
    }

    private static List<Path> files(String directory) {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            // Mounted volumes keep folders and files of their own there, all with a point before their names.
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The directory that " + DIRECTORY + " names cannot be read: " + e, e);
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new ConfigurationException("The secret in " + file + " cannot be read: " + e, e);
        }
    }
}
