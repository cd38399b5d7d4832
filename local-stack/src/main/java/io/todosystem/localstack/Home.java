package io.todosystem.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder in which a stack keeps everything that outlives a process: data, logs, secrets and what is running.
 *
 * <p>Two stacks with different homes and ports share nothing.
 */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path data(String component) {
        return folder.resolve("data").resolve(component);
    }

    public Path log(String component) {
        return folder.resolve("logs").resolve(component + ".log");
    }

    /** Where services write the steps of requests. */
    public Path traces() {
        return folder.resolve("traces");
    }

    public Path run() {
        return folder.resolve("run");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    /**
     * Makes the folders. What is inside is only for the owner; the way to the data may be walked by everybody, because
     * PostgreSQL may have to run as another user.
     */
    public Home prepare() {
        try {
            make(folder, "rwx--x--x");
            make(folder.resolve("data"), "rwx--x--x");
            for (Path inner : List.of(folder.resolve("logs"), traces(), run(), cache(), data("kafka"), data("mail"))) {
                make(inner, "rwx------");
            }
            return this;
        } catch (IOException e) {
            throw new StackFailure(
                    "Cannot write to " + folder + " (" + e.getMessage() + "). Set TODO_HOME to a folder of yours.", e);
        }
    }

    private static void make(Path folder, String permissions) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }
}
