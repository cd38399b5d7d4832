package io.todosystem.tasks.change;

import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTest {
    private static final UUID ID = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "COMPLETE,OPEN",
        "REOPEN,DONE",
        "REOPEN,CANCELLED",
        "CANCEL,OPEN",
        "DELETE,OPEN",
        "DELETE,DONE",
        "DELETE,CANCELLED"
    })
    void verb_changes_a_task_in_a_state_it_starts_from(Action verb, TaskState state) {
        assertThat(Command.of(verb, ID, null).decide(task(state))).isEqualTo(new Decision.Change());
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE,DONE", "REOPEN,OPEN", "CANCEL,CANCELLED"})
    void verb_keeps_a_task_that_is_there_already(Action verb, TaskState state) {
        assertThat(Command.of(verb, ID, null).decide(task(state))).isEqualTo(new Decision.Keep());
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE,CANCELLED", "CANCEL,DONE"})
    void verb_is_refused_in_other_states(Action verb, TaskState state) {
        assertThat(Command.of(verb, ID, null).decide(task(state))).isEqualTo(refused(new Refusal.WrongState(state)));
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, names = "CREATE", mode = EnumSource.Mode.EXCLUDE)
    void another_version_is_refused_before_anything_else(Action action) {
        assertThat(new Command(action, ID, 6L, Patch.NOTHING).decide(task(TaskState.DONE)))
                .isEqualTo(refused(new Refusal.EtagMismatch(7)));
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void update_that_changes_a_field_is_made_in_every_state(TaskState state) {
        assertThat(update(7L, new Patch("other", null, null, false, null, null)).decide(task(state)))
                .isEqualTo(new Decision.Change());
    }

    @Test
    void update_with_the_values_of_now_keeps_the_task() {
        Task task = task(TaskState.OPEN);
        var same = new Patch(task.title(), task.description(), task.priority(), true, task.due(), task.tags());
        assertThat(update(null, same).decide(task)).isEqualTo(new Decision.Keep());
        assertThat(update(null, Patch.NOTHING).decide(task)).isEqualTo(new Decision.Keep());
    }

    @Test
    void due_date_is_cleared_only_if_the_patch_sets_it() {
        Task task = task(TaskState.OPEN);
        assertThat(update(null, dueTo(true, null)).decide(task)).isEqualTo(new Decision.Change());
        assertThat(update(null, dueTo(false, null)).decide(task)).isEqualTo(new Decision.Keep());
        assertThat(update(null, dueTo(true, new Due.Day(LocalDate.of(2026, 12, 1))))
                        .decide(task))
                .isEqualTo(new Decision.Change());
    }

    private static Patch dueTo(boolean set, @Nullable Due due) {
        return new Patch(null, null, null, set, due, null);
    }

    private static Command update(@Nullable Long expectedVersion, Patch patch) {
        return new Command(Action.UPDATE, ID, expectedVersion, patch);
    }

    private static Decision refused(Refusal refusal) {
        return new Decision.Refuse(refusal);
    }

    private static Task task(TaskState state) {
        Instant at = Instant.parse("2026-11-20T10:00:00Z");
        return new Task(
                ID,
                UUID.randomUUID(),
                "title",
                "description",
                Priority.LOW,
                state,
                LocalDate.of(2026, 11, 30),
                null,
                null,
                List.of("a", "b"),
                7,
                at,
                at,
                state == TaskState.DONE ? at : null);
    }
}
