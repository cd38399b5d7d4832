package io.todosystem.localstack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the whole lines that are appended to a log, also after the log was cut. */
final class FollowedLog {
    private final Path file;
    private final String prefix;
    private final PrintWriter out;
    private long position;

    FollowedLog(Path file, String prefix, PrintWriter out) {
        this.file = file;
        this.prefix = prefix;
        this.out = out;
        this.position = file.toFile().length();
    }

    void printFresh() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() < position) {
                position = 0;
            }
            byte[] fresh = new byte[(int) Math.min(content.length() - position, 1 << 20)];
            content.seek(position);
            content.readFully(fresh);
            int whole = lastLineEnd(fresh);
            new String(fresh, 0, whole, StandardCharsets.UTF_8).lines().forEach(line -> out.println(prefix + line));
            out.flush();
            position += whole;
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }
}
