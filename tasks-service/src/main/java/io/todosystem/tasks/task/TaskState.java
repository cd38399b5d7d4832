package io.todosystem.tasks.task;

/** Where a task stands; the names are those of the database's {@code task_state}. */
public enum TaskState {
    OPEN,
    DONE,
    CANCELLED
}
