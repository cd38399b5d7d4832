package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.control.ControlClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which system is operated: the one of this home, or one in containers on this machine. */
final class OperatorOptions {
    @Option(
            names = "--secrets",
            paramLabel = "DIRECTORY",
            description =
                    "Operate the system in containers on this machine: a folder with auth's TODO_CLIENT_SECRET_OPERATOR from there.")
    @Nullable
    Path secrets;

    Operator operator() {
        if (secrets != null) {
            return Operator.ofContainers(secrets);
        }
        Home home = Homes.current();
        return Operator.of(home, ControlClient.require(home).ports());
    }
}
