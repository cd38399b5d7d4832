package io.todosystem.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/**
 * What only this installation knows: made once, kept in a file that its owner alone may read.
 *
 * <p>A file of an older version gets what it lacks; what it has is never changed.
 */
public final class Secrets {
    public static final String PAGE_TOKEN_KEY = "page-token-key";
    public static final String KEY_ENCRYPTION_KEY = "key-encryption-key";
    private static final List<String> NAMES = List.of(
            databaseOf("postgres"),
            databaseOf("auth"),
            databaseOf("tasks"),
            databaseOf("notification"),
            clientOf("tasks"),
            clientOf("notification"),
            clientOf("bff"),
            clientOf("operator"),
            PAGE_TOKEN_KEY,
            KEY_ENCRYPTION_KEY);
    private static final int KEY_BYTES = 32;

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    public static Secrets load(Path file) {
        try {
            Properties values = new Properties();
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            }
            if (addMissing(values)) {
                write(file, values);
            }
            return new Secrets(values);
        } catch (IOException e) {
            throw new StackFailure("Cannot keep the secrets in " + file + ": " + e.getMessage(), e);
        }
    }

    public String get(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("no secret is called " + name);
        }
        return value;
    }

    public static String databaseOf(String login) {
        return "database." + login;
    }

    public static String clientOf(String client) {
        return "client." + client;
    }

    private static boolean addMissing(Properties values) {
        SecureRandom random = new SecureRandom();
        boolean added = false;
        for (String name : NAMES) {
            if (!values.containsKey(name)) {
                byte[] key = new byte[KEY_BYTES];
                random.nextBytes(key);
                values.setProperty(name, Base64.getEncoder().encodeToString(key));
                added = true;
            }
        }
        return added;
    }

    private static void write(Path file, Properties values) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (Writer writer = Files.newBufferedWriter(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
            writer.write("# Secrets of this installation. Without them its data cannot be read.\n");
            for (Object name : new TreeSet<>(values.keySet())) {
                writer.write(name + "=" + values.get(name) + "\n");
            }
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
