package io.todosystem.localstack.engine;

import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The data folder of PostgreSQL: made once, checked before each start. */
record PostgresCluster(Path data) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int STATUS_LINE = 7;

    /** Makes the cluster if there is none. A half-made one never stands in the place of a whole one. */
    void prepare(Path programs, String password) {
        try {
            if (Files.exists(data)) {
                check();
                removeStalePidFile();
            } else {
                create(programs, password);
            }
        } catch (IOException e) {
            throw new StackFailure("The database folder " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    List<String> serverCommand(Path programs, Map<String, String> settings) {
        List<String> command = new ArrayList<>(UnprivilegedUser.prefix(data));
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    /** What the server itself notes; to try a connection during recovery would leave an error in its log. */
    boolean acceptsConnections() throws IOException {
        Path note = data.resolve("postmaster.pid");
        return Files.exists(note)
                && Files.readString(note).lines().skip(STATUS_LINE).anyMatch(line -> line.strip()
                        .equals("ready"));
    }

    private void check() throws IOException {
        if (!Files.isReadable(data)) {
            throw new StackFailure("The database folder " + data + " belongs to "
                    + Files.getOwner(data).getName() + " and cannot be read by "
                    + System.getProperty("user.name") + ". Give it back with chown -R.");
        }
        Path version = data.resolve("PG_VERSION");
        if (!Files.isRegularFile(version) || !Files.isRegularFile(data.resolve("global/pg_control"))) {
            throw new StackFailure("The folder " + data + " is not a whole PostgreSQL database. Put your backup there,"
                    + " move the folder away, or run ./todo reset, which deletes all data.");
        }
        String found = Files.readString(version).strip();
        if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new StackFailure("The database in " + data + " belongs to PostgreSQL " + found + "; this is "
                    + PostgresBinaries.MAJOR_VERSION
                    + ". Dump it with its own version, or run ./todo reset, which deletes"
                    + " all data.");
        }
    }

    /** After a SIGKILL the note about the old process stays; its id may belong to any process by now. */
    private void removeStalePidFile() throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (Files.exists(note)) {
            long pid = Files.readString(note)
                    .lines()
                    .findFirst()
                    .map(Long::parseLong)
                    .orElse(0L);
            boolean postgres = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().command())
                    .filter(command -> command.endsWith("postgres"))
                    .isPresent();
            if (!postgres) {
                Files.delete(note);
            }
        }
    }

    private void create(Path programs, String password) throws IOException {
        Path workshop = data.resolveSibling(data.getFileName() + ".new");
        Folders.delete(workshop);
        Files.createDirectory(workshop, OWNER_ONLY);
        Path passwordFile = Files.writeString(workshop.resolve("password"), password + "\n");
        PostgresCluster fresh = new PostgresCluster(workshop.resolve("cluster"));
        fresh.initialise(programs, workshop, passwordFile);
        Files.move(fresh.data, data, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(workshop);
    }

    private void initialise(Path programs, Path workshop, Path passwordFile) throws IOException {
        List<String> command = new ArrayList<>(UnprivilegedUser.prefix(workshop));
        command.addAll(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(workshop.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StackFailure("PostgreSQL cannot make its database in " + data + ":\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while PostgreSQL made its database");
        }
    }
}
