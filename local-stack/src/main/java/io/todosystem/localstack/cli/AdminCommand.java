package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "admin",
        description = "Manages administrators and signing keys.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AdminCommand.Create.class, AdminCommand.RotateKeys.class})
final class AdminCommand {

    @Command(
            name = "rotate-keys",
            description = "Gives the key that signs access tokens a successor; every token stays good.")
    static final class RotateKeys implements Runnable {
        @Option(
                names = "--now",
                description =
                        "The key may have been stolen: refuse what it signed at once. Everybody goes on by refreshing.")
        boolean now;

        @Mixin
        OperatorOptions options = new OperatorOptions();

        @Spec
        CommandSpec spec;

        @Override
        public void run() {
            var rotated = options.operator().rotateKeys(now);
            spec.commandLine()
                    .getOut()
                    .println("The key " + rotated.getKeyId() + " signs from "
                            + Instant.ofEpochSecond(rotated.getSignTime().getSeconds()) + " on.");
        }
    }

    @Command(name = "create", description = "Creates an administrator; asks for the password.")
    static final class Create implements Runnable {
        @Parameters(paramLabel = "EMAIL", description = "The new administrator's mail address.")
        String email;

        @Option(names = "--name", defaultValue = "Administrator", description = "Shown to people.")
        String displayName;

        @Option(names = "--password-stdin", description = "Take the first line of the standard input as the password.")
        boolean passwordFromInput;

        @Mixin
        OperatorOptions options = new OperatorOptions();

        @Spec
        CommandSpec spec;

        @Override
        public void run() {
            Operator operator = options.operator();
            String password = passwordFromInput ? readLine() : ask();
            String id = operator.createAdministrator(email, password, displayName);
            spec.commandLine().getOut().println("Created the administrator " + email + " (" + id + ").");
        }

        private static String ask() {
            Console console = Terminal.require("There is no terminal to ask for the password. Use --password-stdin.");
            char[] first = console.readPassword("Password: ");
            char[] second = console.readPassword("Once more: ");
            if (first == null || second == null || !Arrays.equals(first, second)) {
                throw new StackFailure("The passwords differ. Nothing was created.");
            }
            return new String(first);
        }

        private static String readLine() {
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                if (line == null || line.isEmpty()) {
                    throw new StackFailure("There is no password on the standard input.");
                }
                return line;
            } catch (IOException e) {
                throw new StackFailure("The standard input cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
