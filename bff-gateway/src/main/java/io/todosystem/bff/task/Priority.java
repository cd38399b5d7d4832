package io.todosystem.bff.task;

import io.micronaut.serde.annotation.Serdeable;

/** How urgent a task is, rising. */
@Serdeable
public enum Priority {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    static Priority from(io.todosystem.proto.tasks.v1.Priority priority) {
        return switch (priority) {
            case PRIORITY_UNSPECIFIED, PRIORITY_NONE, UNRECOGNIZED -> NONE;
            case PRIORITY_LOW -> LOW;
            case PRIORITY_MEDIUM -> MEDIUM;
            case PRIORITY_HIGH -> HIGH;
            case PRIORITY_URGENT -> URGENT;
        };
    }

    io.todosystem.proto.tasks.v1.Priority proto() {
        return io.todosystem.proto.tasks.v1.Priority.valueOf("PRIORITY_" + name());
    }
}
