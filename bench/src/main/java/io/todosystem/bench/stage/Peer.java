package io.todosystem.bench.stage;

import io.todosystem.localstack.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of {@code bench/peers}, as the build left it: its jar and, beside it, its libraries. */
public final class Peer {
    private Peer() {}

    /** For {@link Stage#program} or {@link JavaProcess#command}. */
    public static List<Path> classPath(String name) throws IOException {
        Path target = Project.ofThisBuild().folder().resolve("bench/peers/" + name + "/target");
        List<Path> jars = new ArrayList<>(jarsIn(target));
        jars.addAll(jarsIn(target.resolve("lib")));
        if (jars.isEmpty()) {
            throw new IOException("The peer " + name + " is not built; ./todo bench builds it.");
        }
        return jars;
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
