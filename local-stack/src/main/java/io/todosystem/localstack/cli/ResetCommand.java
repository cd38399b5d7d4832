package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.HomeLock;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.engine.Folders;
import io.todosystem.localstack.supervise.RecordedProcess;
import java.io.Console;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reset", description = "Stops everything and deletes all data, logs and secrets.")
final class ResetCommand implements Runnable {
    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Home home = Homes.current();
        if (!Files.exists(home.folder())) {
            spec.commandLine().getOut().println("There is nothing in " + home.folder() + ".");
            return;
        }
        if (!Files.isDirectory(home.run()) || !home.isFit()) {
            throw new StackFailure(home.folder() + " was not made by ./todo and is left alone. Check TODO_HOME.");
        }
        if (!yes) {
            ask(home);
        }
        ControlClient.find(home).ifPresent(DownCommand::stop);
        try (HomeLock _ = HomeLock.take(home)) {
            RecordedProcess.endAll(home.run(), Duration.ofSeconds(10));
            delete(home);
        }
        spec.commandLine().getOut().println("Deleted what was in " + home.folder() + ".");
    }

    private static void delete(Home home) {
        try {
            for (Path path : home.content()) {
                Folders.delete(path);
            }
            Files.delete(home.folder());
        } catch (DirectoryNotEmptyException e) {
            // Somebody else keeps something there.
            return;
        } catch (IOException e) {
            throw new StackFailure("Cannot delete " + home.folder() + ": " + e.getMessage(), e);
        }
    }

    private static void ask(Home home) {
        Console console =
                Terminal.require("This deletes all data in " + home.folder() + ". Say so with ./todo reset --yes.");
        String answer = console.readLine("This deletes all data in %s. Type yes to go on: ", home.folder());
        if (answer == null || !answer.strip().equals("yes")) {
            throw new StackFailure("Nothing was deleted.");
        }
    }
}
