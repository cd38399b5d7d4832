package io.todosystem.tasks.change;

import io.todosystem.tasks.list.TaskList;
import io.todosystem.tasks.task.Task;

/** What came of a command. */
public sealed interface Outcome {
    /**
     * The change is made, by this request or by the one it repeats.
     *
     * @param task as it stood right after the change
     * @param list at the position of the change
     */
    record Changed(Task task, TaskList list, boolean replayed) implements Outcome {}

    /** The task was as wanted; nothing was written. */
    record Unchanged(Task task, TaskList list) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
}
