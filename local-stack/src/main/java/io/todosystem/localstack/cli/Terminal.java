package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import java.io.Console;
import java.util.Objects;

/** The person at the keyboard, if there is one. */
final class Terminal {
    private Terminal() {}

    /** Fails with {@code otherwise} when nobody can be asked. */
    static Console require(String otherwise) {
        Console console = Objects.requireNonNull(System.console());
        if (!console.isTerminal()) {
            throw new StackFailure(otherwise);
        }
        return console;
    }
}
