package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import java.io.Console;

/** The person at the keyboard, if there is one. */
final class Terminal {
    private Terminal() {}

    /** Fails with {@code otherwise} when nobody can be asked. */
    @SuppressWarnings("SystemConsoleNull") // It is null again from JDK 25 on (JDK-8351435).
    static Console require(String otherwise) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new StackFailure(otherwise);
        }
        return console;
    }
}
