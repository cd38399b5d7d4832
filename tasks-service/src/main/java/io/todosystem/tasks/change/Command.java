package io.todosystem.tasks.change;

import io.todosystem.tasks.task.Task;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody wants made to one task.
 *
 * @param expectedVersion the change is made to this version or not at all; null for whatever there is
 */
public record Command(Action action, UUID taskId, @Nullable Long expectedVersion, Patch patch) {
    public static Command create(UUID taskId, Patch fields) {
        return new Command(Action.CREATE, taskId, null, fields);
    }

    public static Command of(Action verb, UUID taskId, @Nullable Long expectedVersion) {
        return new Command(verb, taskId, expectedVersion, Patch.NOTHING);
    }

    /**
     * What the rules say to this change of a task. {@link ChangeSql} asks the same of the row that it has locked, and
     * is what counts; this says why it refused.
     */
    Decision decide(Task task) {
        if (expectedVersion != null && expectedVersion != task.version()) {
            return new Decision.Refuse(new Refusal.EtagMismatch(task.version()));
        }
        if (action == Action.UPDATE ? patch.isIn(task) : action.to() == task.state()) {
            return new Decision.Keep();
        }
        if (!action.startsFrom(task.state())) {
            return new Decision.Refuse(new Refusal.WrongState(task.state()));
        }
        return new Decision.Change();
    }
}
