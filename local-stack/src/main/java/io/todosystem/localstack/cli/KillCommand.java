package io.todosystem.localstack.cli;

import io.todosystem.localstack.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "Kills one part (SIGKILL); it stays down until start or restart.")
final class KillCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "For example tasks, or kafka; ./todo ps shows the names.")
    String name;

    @Override
    public void run() {
        ControlClient.require(Homes.current()).order("kill", name);
    }
}
