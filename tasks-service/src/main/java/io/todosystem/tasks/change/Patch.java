package io.todosystem.tasks.change;

import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * New values of a task's fields; null keeps the old one.
 *
 * @param setsDue whether {@code due} counts: a null then means that there is none any more
 */
public record Patch(
        @Nullable String title,
        @Nullable String description,
        @Nullable Priority priority,
        boolean setsDue,
        @Nullable Due due,
        @Nullable List<String> tags) {
    public static final Patch NOTHING = new Patch(null, null, null, false, null, null);

    boolean isIn(Task task) {
        return keeps(title, task.title())
                && keeps(description, task.description())
                && keeps(priority, task.priority())
                && (!setsDue || Objects.equals(due, task.due()))
                && keeps(tags, task.tags());
    }

    private static <T> boolean keeps(@Nullable T value, T old) {
        return value == null || value.equals(old);
    }
}
