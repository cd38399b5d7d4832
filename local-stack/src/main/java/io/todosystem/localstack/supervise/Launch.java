package io.todosystem.localstack.supervise;

import java.util.List;
import java.util.Map;

/** What to run: a command line and what is added to the environment. */
public record Launch(List<String> command, Map<String, String> environment) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
