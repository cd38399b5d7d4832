package io.todosystem.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a stack keeps everything that outlives a process: data, logs, secrets and what is running.
 *
 * <p>Two stacks with different homes and ports share nothing.
 */
public record Home(Path folder) {

    /** All that a stack keeps there. */
    private static final List<String> CONTENT =
            List.of("cache", "data", "logs", "secrets", "secrets.new", "traces", "run");

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

    /** What a stack keeps there, as far as it is there, with the lock last; not what somebody has put beside it. */
    public List<Path> content() {
        return CONTENT.stream()
                .map(folder::resolve)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /** Whether a stack lives there, has lived there, or could move in without meeting anything of somebody else. */
    public boolean isFit() {
        if (!Files.exists(folder) || Files.isRegularFile(lock())) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> CONTENT.contains(file.getFileName().toString()));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes the folders. What is inside is only for the owner; the way to the data may be walked by everybody, because
     * PostgreSQL may have to run as another user.
     */
    public Home prepare() {
        if (!isFit()) {
            throw new StackFailure(folder + " holds other things than a stack or cannot be read, and is left alone. Set"
                    + " TODO_HOME to a new folder.");
        }
        try {
            requireOwner();
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

    Path lock() {
        return run().resolve("lock");
    }

    /** Root could write there too, and what it leaves would be closed to the owner. */
    private void requireOwner() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        UserPrincipal owner = Files.getOwner(folder);
        try {
            String user = System.getProperty("user.name");
            if (!owner.equals(
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user))) {
                throw new StackFailure(folder + " belongs to " + owner.getName() + " and not to " + user
                        + ". Run ./todo as " + owner.getName() + ", or set TODO_HOME to another folder.");
            }
        } catch (UserPrincipalNotFoundException e) {
            // A user without a name, as in some containers.
            return;
        }
    }

    private static void make(Path folder, String permissions) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }
}
