package io.todosystem.localstack.cli;

import io.todosystem.localstack.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "restart", description = "Stops one part and starts it again.")
final class RestartCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "For example tasks, or kafka; ./todo ps shows the names.")
    String name;

    @Override
    public void run() {
        ControlClient.require(Homes.current()).order("restart", name);
    }
}
