package io.todosystem.localstack.control;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/** How to reach the running supervisor. Only its owner may read it, so the token proves who asks. */
record ControlFile(long pid, int port, String token) {
    private static final String NAME = "supervisor";
    private static final int CONNECT_MILLIS = 2_000;

    void write(Home home) throws IOException {
        Path fresh = home.run().resolve(NAME + ".new");
        Files.deleteIfExists(fresh);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, "pid=%d%nport=%d%ntoken=%s%n".formatted(pid, port, token));
        Files.move(fresh, home.run().resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A supervisor that was killed leaves its file; its process id and its port may belong to others by now. */
    private boolean isAnswered() {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void delete(Home home) throws IOException {
        Files.deleteIfExists(home.run().resolve(NAME));
    }

    /** Empty when no supervisor of this home is alive. */
    static Optional<ControlFile> read(Home home) {
        Path file = home.run().resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties values = new Properties();
            values.load(reader);
            ControlFile control = new ControlFile(
                    Long.parseLong(values.getProperty("pid")),
                    Integer.parseInt(values.getProperty("port")),
                    values.getProperty("token"));
            return control.isAnswered() ? Optional.of(control) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new StackFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
