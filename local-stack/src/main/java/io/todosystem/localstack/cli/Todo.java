package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs of {@code ./todo}. {@code build} and {@code test} are the script's own and stand here for the help. */
@Command(
        name = "todo",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Runs todo-system on this machine, without Docker.",
            "Data, logs and secrets are in the folder .todo, or where the environment variable TODO_HOME says.",
            ""
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            PsCommand.class,
            LogsCommand.class,
            StopCommand.class,
            StartCommand.class,
            RestartCommand.class,
            KillCommand.class,
            ResetCommand.class,
            MailCommand.class,
            TraceCommand.class,
            AdminCommand.class,
            ResendCommand.class,
            DoctorCommand.class,
            LogLevelCommand.class,
            Todo.Build.class,
            Todo.Test.class,
            Todo.Bench.class,
            CommandLine.HelpCommand.class
        })
public final class Todo {

    private Todo() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Todo());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StackFailure) {
                command.getErr().println("todo: " + failure.getMessage());
            } else {
                failure.printStackTrace(new PrintWriter(command.getErr(), true));
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    /** Done by the script. */
    @Command(name = "build", description = "Builds what changed.")
    static final class Build implements Runnable {
        @Override
        public void run() {
            throw new StackFailure("Run ./todo build.");
        }
    }

    /** Done by the script. */
    @Command(name = "test", description = "Runs every check there is; 'test all' adds the long ones.")
    static final class Test implements Runnable {
        @Override
        public void run() {
            throw new StackFailure("Run ./todo test.");
        }
    }

    /** Done by the script. */
    @Command(name = "bench", description = "Measures it against floors and peers; see bench/README.md.")
    static final class Bench implements Runnable {
        @Override
        public void run() {
            throw new StackFailure("Run ./todo bench.");
        }
    }
}
