package io.todosystem.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Held by the one supervisor of a home, or by whoever deletes it. The system takes it back when the process ends,
 * however it ends.
 */
public record HomeLock(FileChannel file) implements AutoCloseable {

    /** Fails when somebody holds it. */
    public static HomeLock take(Home home) {
        try {
            FileChannel file = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new StackFailure("The stack in " + home.folder()
                        + " is already running, or starts or ends. See it with ./todo ps,"
                        + " stop it with ./todo down, or start another one with TODO_HOME and --port-offset.");
            }
            return new HomeLock(file);
        } catch (IOException e) {
            throw new StackFailure("Cannot lock " + home.run() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StackFailure("Cannot give back the lock: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
