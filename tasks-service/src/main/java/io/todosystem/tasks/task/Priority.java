package io.todosystem.tasks.task;

/** How urgent a task is, rising; the names are those of the database's {@code task_priority}. */
public enum Priority {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    URGENT
}
