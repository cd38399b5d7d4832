package io.todosystem.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be known to go wrong before anything is started. */
final class Preflight {
    static final long NEEDED_BYTES = 1024L * 1024 * 1024;

    private Preflight() {}

    static void check(Home home, Ports ports, List<String> components) {
        checkDisk(home, NEEDED_BYTES);
        List<String> busy = new ArrayList<>();
        for (String component : components) {
            for (Map.Entry<String, Integer> port : ports.ofComponent(component).entrySet()) {
                if (!isFree(port.getValue())) {
                    busy.add("  port %d, needed for %s, is used by %s"
                            .formatted(port.getValue(), port.getKey(), PortOwner.describe(port.getValue())));
                }
            }
        }
        if (!busy.isEmpty()) {
            throw new StackFailure(
                    "Some ports are in use:\n" + String.join("\n", busy)
                            + "\nEnd those programs, or move all ports with --port-offset, for example ./todo up --port-offset 1000.");
        }
    }

    static void checkDisk(Home home, long needed) {
        try {
            long usable = Files.getFileStore(home.folder()).getUsableSpace();
            if (usable < needed) {
                throw new StackFailure("Only %d MiB are free where %s is; at least %d MiB are needed."
                                .formatted(usable >> 20, home.folder(), needed >> 20)
                        + " Free some space or set TODO_HOME to a folder on another disk.");
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot look at the disk of " + home.folder() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
