package io.todosystem.localstack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checked-out project, and the jars that its build left in the modules. */
public record Project(Path folder) {

    /** The project that this class was built from. */
    public static Project ofThisBuild() {
        try {
            Path here = Path.of(Project.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = here; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("todo")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                    return new Project(folder);
                }
            }
            throw new StackFailure("The project folder of " + here + " cannot be found. Run ./todo from a checkout.");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path topics() {
        return folder.resolve("infra/kafka/topics.properties");
    }

    /** The module's jar and then its libraries, sorted: caches of classes depend on the order. */
    public List<Path> classPath(String module) {
        Path target = folder.resolve(module).resolve("target");
        List<Path> jars = new ArrayList<>();
        try {
            jarsIn(target).stream().filter(jar -> isMain(jar, module)).forEach(jars::add);
            if (jars.size() > 1) {
                throw new StackFailure(
                        "The module " + module + " is built in several versions. Remove " + target + ".");
            }
            jars.addAll(jarsIn(target.resolve("lib")));
        } catch (IOException e) {
            jars.clear();
        }
        if (jars.isEmpty() || !isMain(jars.getFirst(), module)) {
            throw new StackFailure("The module " + module + " is not built. Run ./todo build.");
        }
        return jars;
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isMain(Path jar, String module) {
        String name = jar.getFileName().toString();
        return name.startsWith("todo-" + module + "-")
                && !name.endsWith("-tests.jar")
                && !name.endsWith("-sources.jar");
    }
}
