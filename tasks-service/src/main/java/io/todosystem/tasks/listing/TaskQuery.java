package io.todosystem.tasks.listing;

import io.todosystem.tasks.task.TaskState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which of a user's tasks, in which order.
 *
 * @param tags a task has all of them
 */
public record TaskQuery(UUID ownerId, Set<TaskState> states, SortedSet<String> tags, TaskOrder order) {
    /** No state means every state; {@code orderBy} as in the contract. */
    public static TaskQuery of(UUID ownerId, Collection<TaskState> states, Collection<String> tags, String orderBy) {
        Set<TaskState> wanted = states.isEmpty() ? EnumSet.allOf(TaskState.class) : EnumSet.copyOf(states);
        return new TaskQuery(ownerId, wanted, new TreeSet<>(tags), TaskOrder.parse(orderBy));
    }

    /** Tells queries apart; no string of a request contains the NUL between its parts. */
    String fingerprint() {
        return String.join("\0", ownerId.toString(), states.toString(), order.toString(), String.join("\0", tags));
    }
}
