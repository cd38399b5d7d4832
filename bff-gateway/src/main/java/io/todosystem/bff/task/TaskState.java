package io.todosystem.bff.task;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.problem.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

@Serdeable
@Schema(description = "Where a task stands; changed by verbs only.")
public enum TaskState {
    OPEN,
    DONE,
    CANCELLED;

    static TaskState from(io.todosystem.proto.tasks.v1.TaskState state) {
        return switch (state) {
            case TASK_STATE_OPEN -> OPEN;
            case TASK_STATE_DONE -> DONE;
            case TASK_STATE_CANCELLED -> CANCELLED;
            case TASK_STATE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalStateException("A task is " + state);
        };
    }

    /** Of a query; {@link Refusal} 400 names the states that there are. */
    static TaskState parse(String name) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "state",
                        "must be one of "
                                + Arrays.stream(values()).map(TaskState::name).collect(Collectors.joining(", "))));
    }

    io.todosystem.proto.tasks.v1.TaskState proto() {
        return io.todosystem.proto.tasks.v1.TaskState.valueOf("TASK_STATE_" + name());
    }
}
