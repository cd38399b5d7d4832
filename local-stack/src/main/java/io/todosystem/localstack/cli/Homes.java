package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Project;
import java.nio.file.Path;

/** Which home a call is about: {@code TODO_HOME}, otherwise {@code .todo} in the project. */
final class Homes {
    private Homes() {}

    static Home current() {
        String chosen = System.getenv("TODO_HOME");
        return new Home(
                chosen == null || chosen.isBlank()
                        ? Project.ofThisBuild().folder().resolve(".todo")
                        : Path.of(chosen));
    }
}
