package io.todosystem.localstack.engine;

import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL server that comes as a jar, unpacked once for each user and version.
 *
 * <p>It is unpacked beside its place and moved there whole, so that a folder with this name is complete.
 */
final class PostgresBinaries {
    static final String MAJOR_VERSION = "17";
    private static final String FOLDER = "postgresql-17.5";

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(Path cache) {
        Path place = cache.resolve(FOLDER);
        if (Files.isDirectory(place)) {
            return place;
        }
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, FOLDER + "-");
            unpack(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, place);
            } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
                Folders.delete(fresh);
            }
            return place;
        } catch (IOException e) {
            throw new StackFailure("PostgreSQL cannot be unpacked into " + cache + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(Path into) throws IOException {
        try (InputStream archive = open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, into);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
            throw new IOException("the archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.addAll(Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.OTHERS_READ));
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static InputStream open() {
        String name = "/postgres-" + system() + "-" + machine() + ".txz";
        @Nullable InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new StackFailure("There is no PostgreSQL for this kind of machine (" + name
                    + "). It comes for Linux and macOS on x86-64 and ARM64.");
        }
        return archive;
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String machine() {
        String machine = System.getProperty("os.arch");
        return machine.equals("aarch64") || machine.equals("arm64") ? "arm_64" : "x86_64";
    }
}
