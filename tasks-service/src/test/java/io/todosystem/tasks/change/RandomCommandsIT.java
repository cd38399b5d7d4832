package io.todosystem.tasks.change;

import io.todosystem.tasks.list.TaskList;
import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import io.todosystem.tasks.testing.TasksExtension;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.tasks.change.ChangesFixture.changed;
import static io.todosystem.tasks.change.ChangesFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

/** The statement decides in SQL what {@link Command#decide} decides in Java: here they are held against each other. */
class RandomCommandsIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private static final List<Action> ACTIONS = Arrays.stream(Action.values())
            .filter(action -> action != Action.CREATE)
            .toList();

    private final ChangesFixture user = ChangesFixture.newUser(TASKS.bean(Changes.class));
    private final List<Task> model = new ArrayList<>();
    private long sequence = 1;

    @RepeatedTest(4)
    void database_and_rules_agree_on_every_command(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 100; i++) {
            if (model.size() < 2 || random.nextInt(10) == 0) {
                create(random);
            } else {
                change(random);
            }
        }
        TASKS.database().assertConsistent();
    }

    private void create(Random random) {
        var command = Command.create(UUID.randomUUID(), patch(random, true));
        var outcome = changed(user.make(UUID.randomUUID().toString(), command));
        assertThat(outcome.list().sequence()).isEqualTo(++sequence);
        assertThat(outcome.task().version()).isEqualTo(1);
        assertThat(outcome.task().state()).isEqualTo(TaskState.OPEN);
        assertThat(command.patch().isIn(outcome.task())).isTrue();
        model.add(outcome.task());
    }

    private void change(Random random) {
        Task task = model.get(random.nextInt(model.size()));
        Action action = ACTIONS.get(random.nextInt(random.nextInt(4) == 0 ? ACTIONS.size() : ACTIONS.size() - 1));
        Patch patch = action == Action.UPDATE ? patch(random, false) : Patch.NOTHING;
        Command command = new Command(action, task.id(), expected(random, task), patch);
        Outcome outcome = user.make(UUID.randomUUID().toString(), command);
        switch (command.decide(task)) {
            case Decision.Change() -> assertChanged(task, command, changed(outcome));
            case Decision.Keep() -> assertThat(outcome).isEqualTo(new Outcome.Unchanged(task, at(task)));
            case Decision.Refuse(Refusal refusal) -> assertThat(outcome).isEqualTo(refused(refusal));
        }
    }

    private void assertChanged(Task before, Command command, Outcome.Changed outcome) {
        Task after = outcome.task();
        TaskState to = command.action().to();
        assertThat(outcome.list()).isEqualTo(new TaskList(before.listId(), ++sequence));
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.state()).isEqualTo(to == null ? before.state() : to);
        assertThat(after.completedAt() != null).isEqualTo(after.state() == TaskState.DONE);
        assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(command.patch().isIn(after)).isTrue();
        assertThat(keptBy(command.patch(), before).isIn(after)).isTrue();
        model.remove(before);
        if (command.action() != Action.DELETE) {
            model.add(after);
        }
    }

    private TaskList at(Task task) {
        return new TaskList(task.listId(), sequence);
    }

    /** The old values of what the patch leaves alone. */
    private static Patch keptBy(Patch patch, Task before) {
        return new Patch(
                patch.title() == null ? before.title() : null,
                patch.description() == null ? before.description() : null,
                patch.priority() == null ? before.priority() : null,
                !patch.setsDue(),
                before.due(),
                patch.tags() == null ? before.tags() : null);
    }

    private static @Nullable Long expected(Random random, Task task) {
        return switch (random.nextInt(4)) {
            case 0 -> task.version();
            case 1 -> task.version() - 1;
            default -> null;
        };
    }

    /** Of few values, so that many change nothing. */
    private static Patch patch(Random random, boolean full) {
        return new Patch(
                full || random.nextBoolean() ? "title " + random.nextInt(2) : null,
                full || random.nextBoolean() ? "description " + random.nextInt(2) : null,
                full || random.nextBoolean() ? random.nextBoolean() ? Priority.LOW : Priority.HIGH : null,
                full || random.nextBoolean(),
                due(random),
                full || random.nextBoolean() ? random.nextBoolean() ? List.of() : List.of("a", "b") : null);
    }

    private static @Nullable Due due(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Due.Day(LocalDate.of(2026, 11, 30));
            case 1 -> new Due.Moment(LocalDateTime.of(2026, 11, 30, 9, 0), "Europe/Berlin");
            default -> null;
        };
    }
}
