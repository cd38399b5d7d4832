package io.todosystem.localstack.engine;

import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL for root, which it refuses to serve: in a user namespace of its own, where it is not root but the
 * files are still its own; where namespaces are forbidden, as {@code nobody}, to whom the data folder is then given.
 */
final class UnprivilegedUser {
    private static final String NOBODY = "65534";

    private UnprivilegedUser() {}

    static boolean isNeeded() {
        return System.getProperty("user.name").equals("root");
    }

    /** What stands before a command; empty for everybody but root. */
    static List<String> prefix(Path data) {
        if (!isNeeded()) {
            return List.of();
        }
        if (!isGiven(data) && succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        give(data);
        List<String> look = new ArrayList<>(nobody);
        look.addAll(List.of("ls", data.toString()));
        if (!succeeds(look.toArray(String[]::new))) {
            throw new StackFailure(
                    "PostgreSQL does not run as root, and neither a user namespace (unshare -U) nor the user"
                            + " nobody can reach " + data
                            + ". Run ./todo as an ordinary user, or set TODO_HOME to a folder that"
                            + " everybody may enter.");
        }
        return nobody;
    }

    /** What was given to nobody stays with nobody. */
    private static boolean isGiven(Path data) {
        try {
            return Files.exists(data) && Files.getAttribute(data, "unix:uid") instanceof Integer uid && uid != 0;
        } catch (IOException e) {
            throw new StackFailure("Cannot look at " + data + ": " + e.getMessage(), e);
        }
    }

    private static void give(Path data) {
        try {
            Files.createDirectories(data);
            if (!succeeds("chown", "-R", NOBODY + ":" + NOBODY, data.toString())) {
                throw new StackFailure("The data folder " + data + " cannot be given to the user nobody.");
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot make " + data + ": " + e.getMessage(), e);
        }
    }

    private static boolean succeeds(String... command) {
        if (Session.find(command[0]).isEmpty()) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
