package io.todosystem.tasks.change;

/** What the rules say to a command. */
sealed interface Decision {
    record Change() implements Decision {}

    /** The task is as wanted already. */
    record Keep() implements Decision {}

    record Refuse(Refusal refusal) implements Decision {}
}
