package io.todosystem.localstack.cli;

import io.todosystem.localstack.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts one part and returns when it serves.")
final class StartCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "For example tasks, or kafka; ./todo ps shows the names.")
    String name;

    @Override
    public void run() {
        ControlClient.require(Homes.current()).order("start", name);
    }
}
