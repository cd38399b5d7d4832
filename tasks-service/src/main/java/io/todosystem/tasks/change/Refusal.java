package io.todosystem.tasks.change;

import io.todosystem.tasks.task.TaskState;

/** Why a change was not made. Nothing of it was kept. */
public sealed interface Refusal {
    /** There is no such task, or it is somebody else's. */
    record TaskNotFound() implements Refusal {}

    record TaskExists() implements Refusal {}

    record EtagMismatch(long currentVersion) implements Refusal {}

    record WrongState(TaskState state) implements Refusal {}

    /** The request id stands for another message. */
    record RequestIdReused() implements Refusal {}

    /** Each time that the change was tried, others came first. */
    record Contended() implements Refusal {}
}
