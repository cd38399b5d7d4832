package io.todosystem.localstack.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The log of one process: a text file that the process appends to and that is kept below a bound.
 *
 * <p>Past the bound the content moves to {@code NAME.log.1}, whose former content is lost. The file itself stays,
 * because the process goes on writing to it; what it writes during the copy may be lost.
 */
public record LogFile(Path path) {
    public static final long BOUND_BYTES = 20L * 1024 * 1024;
    private static final int TAIL_BYTES = 256 * 1024;

    public void bound() {
        bound(BOUND_BYTES);
    }

    void bound(long bytes) {
        try {
            if (Files.exists(path) && Files.size(path) > bytes) {
                keepBefore(path.resolveSibling(path.getFileName() + ".1"));
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a full disk rather nothing is kept than the log grows on. */
    private void keepBefore(Path before) throws IOException {
        try {
            Files.copy(path, before, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(before);
        }
    }

    /** Its length now, to see later what came after. */
    long length() {
        return path.toFile().length();
    }

    /** The last lines, at most {@code lines} and as many as fit into 256 KiB. */
    public List<String> tail(int lines) {
        return tail(lines, 0);
    }

    /** The last lines of what was written after the log had this length. */
    List<String> tail(int lines, long length) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(length <= file.length() ? length : 0, file.length() - TAIL_BYTES);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
