package io.todosystem.e2e.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What infra/Dockerfile copies into the stage that builds from source is enough to build from. */
@Tag("long")
class ImageSourcesIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern STAGE = Pattern.compile("(?ms)^FROM \\S+ AS from-source\n(.*?)^FROM ");

    @TempDir
    Path source;

    @Test
    void the_services_compile_from_what_the_dockerfile_copies() throws Exception {
        var instructions = instructions();
        for (var words : words(instructions, "COPY")) {
            for (var file : words.subList(0, words.size() - 1)) {
                copy(PROJECT.resolve(file), source.resolve(words.getLast()));
            }
        }
        var command = words(instructions, "RUN").getFirst().stream()
                .filter(word -> !word.startsWith("--mount="))
                .toList();
        assertThat(command).startsWith("mvn").contains("package");
        // What comes after the compiler needs no more of the sources, only time.
        run(Stream.concat(command.stream().map(word -> word.replace("package", "compile")), Stream.of("--offline"))
                .toList());
        for (var name : List.of("auth", "tasks", "notification", "bff")) {
            var module = name.equals("bff") ? "bff-gateway" : name + "-service";
            assertThat(source.resolve(module)
                            .resolve("target/classes/io/todosystem")
                            .resolve(name))
                    .isDirectoryContaining("glob:**/Application.class");
        }
    }

    /** Of the stage, each in one line. */
    private static List<String> instructions() throws IOException {
        var stage = STAGE.matcher(Files.readString(PROJECT.resolve("infra/Dockerfile")));
        assertThat(stage.find()).isTrue();
        return stage.group(1).replace("\\\n", " ").lines().toList();
    }

    private static List<List<String>> words(List<String> instructions, String name) {
        var found = instructions.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Arrays.asList(line.substring(name.length()).strip().split(" +")))
                .toList();
        assertThat(found).as(name).isNotEmpty();
        return found;
    }

    /** As Docker does: a folder's content, or a file into a folder; without what .dockerignore leaves out. */
    private static void copy(Path from, Path to) throws IOException {
        var target = Files.isDirectory(from) ? to : to.resolve(from.getFileName());
        try (var tree = Files.walk(from)) {
            for (var path : tree.filter(Files::isRegularFile).toList()) {
                var name = from.relativize(path);
                if (Stream.of("target", "node_modules").noneMatch(left -> contains(name, left))) {
                    var copy = target.resolve(name.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static boolean contains(Path path, String folder) {
        for (var part : path) {
            if (part.toString().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    private void run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(source.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What the outer Maven tells its children is not there in a container.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
