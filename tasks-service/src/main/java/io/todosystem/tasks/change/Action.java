package io.todosystem.tasks.change;

import io.todosystem.tasks.task.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static io.todosystem.tasks.task.TaskState.CANCELLED;
import static io.todosystem.tasks.task.TaskState.DONE;
import static io.todosystem.tasks.task.TaskState.OPEN;

/** What can be done to a task: from which states, and which state it leads to (null: it keeps its own). */
public enum Action {
    CREATE("created", none(), OPEN),
    UPDATE("updated", any(), null),
    COMPLETE("completed", EnumSet.of(OPEN), DONE),
    REOPEN("reopened", EnumSet.of(DONE, CANCELLED), OPEN),
    CANCEL("cancelled", EnumSet.of(OPEN), CANCELLED),
    DELETE("deleted", any(), null);

    private final String past;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody gets hold of the set itself.
    private final Set<TaskState> from;

    private final @Nullable TaskState to;

    Action(String past, Set<TaskState> from, @Nullable TaskState to) {
        this.past = past;
        this.from = from;
        this.to = to;
    }

    /** Names the change in the history and, after {@code task.}, as an event. */
    String past() {
        return past;
    }

    boolean startsFrom(TaskState state) {
        return from.contains(state);
    }

    List<TaskState> from() {
        return List.copyOf(from);
    }

    @Nullable
    TaskState to() {
        return to;
    }

    private static Set<TaskState> any() {
        return EnumSet.allOf(TaskState.class);
    }

    private static Set<TaskState> none() {
        return EnumSet.noneOf(TaskState.class);
    }
}
