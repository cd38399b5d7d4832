package io.todosystem.tasks.change;

import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import io.todosystem.tasks.testing.Race;
import io.todosystem.tasks.testing.TasksDatabase;
import io.todosystem.tasks.testing.TasksExtension;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.tasks.change.ChangesFixture.changed;
import static io.todosystem.tasks.change.ChangesFixture.creation;
import static io.todosystem.tasks.change.ChangesFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

class ChangesRaceIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private static final TasksDatabase DATABASE = TASKS.database();
    private static final int CONTESTANTS = 24;

    private final ChangesFixture user = ChangesFixture.newUser(TASKS.bean(Changes.class));

    @AfterEach
    void everything_fits_together() {
        DATABASE.assertConsistent();
    }

    @Test
    void parallel_first_tasks_make_one_inbox() throws Exception {
        var tasks = Race.between(CONTESTANTS, i -> user.create("task " + i));
        assertThat(tasks).extracting(Task::listId).containsOnly(tasks.getFirst().listId());
        assertThat(DATABASE.query("SELECT id FROM lists WHERE owner_id = ?", user.userId()))
                .hasSize(1);
        assertThat(DATABASE.events(user.userId()))
                .startsWith("list.created")
                .hasSize(CONTESTANTS + 1)
                .containsOnlyOnce("list.created");
    }

    @Test
    void parallel_completions_change_the_task_once() throws Exception {
        Task task = user.create("task");
        var outcomes = Race.between(CONTESTANTS, i -> user.make(Action.COMPLETE, task, null));
        assertThat(outcomes).filteredOn(Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.Unchanged.class::isInstance)
                .hasSize(CONTESTANTS - 1)
                .allSatisfy(outcome -> {
                    var unchanged = (Outcome.Unchanged) outcome;
                    assertThat(unchanged.task().state()).isEqualTo(TaskState.DONE);
                    assertThat(unchanged.list().sequence()).isEqualTo(3);
                });
        assertThat(DATABASE.events(user.userId())).containsExactly("list.created", "task.created", "task.completed");
    }

    @Test
    void of_writers_that_expect_one_version_one_wins() throws Exception {
        Task task = user.create("task");
        var outcomes =
                Race.between(CONTESTANTS, i -> user.make(UUID.randomUUID().toString(), rename(task, i, 1L)));
        assertThat(outcomes).filteredOn(Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Outcome.Changed))
                .containsOnly(refused(new Refusal.EtagMismatch(2)));
    }

    @Test
    void writers_that_expect_nothing_come_one_after_the_other() throws Exception {
        Task task = user.create("task");
        var outcomes =
                Race.between(CONTESTANTS, i -> user.make(UUID.randomUUID().toString(), rename(task, i, null)));
        assertThat(outcomes)
                .extracting(outcome -> changed(outcome).task().version())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, CONTESTANTS + 1).boxed().toList());
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(changed(outcome).list().sequence())
                        .isEqualTo(changed(outcome).task().version() + 1));
    }

    @Test
    void twins_get_one_answer() throws Exception {
        var outcomes = Race.between(CONTESTANTS, i -> user.make("twin", creation(UUID.randomUUID(), "task")));
        assertThat(outcomes)
                .extracting(outcome -> changed(outcome).task())
                .containsOnly(changed(outcomes.getFirst()).task());
        assertThat(outcomes)
                .extracting(outcome -> changed(outcome).list())
                .containsOnly(changed(outcomes.getFirst()).list());
        assertThat(outcomes).filteredOn(outcome -> !changed(outcome).replayed()).hasSize(1);
        assertThat(DATABASE.events(user.userId())).containsExactly("list.created", "task.created");
    }

    @Test
    void of_twins_with_different_bodies_one_body_wins() throws Exception {
        var outcomes = Race.between(CONTESTANTS, i -> user.make("twin", creation(UUID.randomUUID(), "task " + i % 2)));
        String winner = outcomes.stream()
                .filter(Outcome.Changed.class::isInstance)
                .map(outcome -> changed(outcome).task().title())
                .findAny()
                .orElseThrow();
        for (int i = 0; i < CONTESTANTS; i++) {
            if (winner.equals("task " + i % 2)) {
                assertThat(changed(outcomes.get(i)).task().title()).isEqualTo(winner);
            } else {
                assertThat(outcomes.get(i)).isEqualTo(refused(new Refusal.RequestIdReused()));
            }
        }
    }

    @Test
    void of_tasks_with_one_id_one_is_made() throws Exception {
        UUID id = UUID.randomUUID();
        var users = Collections.nCopies(CONTESTANTS, TASKS.bean(Changes.class)).stream()
                .map(ChangesFixture::newUser)
                .toList();
        var outcomes = Race.between(CONTESTANTS, i -> users.get(i).make("request", creation(id, "task")));
        assertThat(outcomes).filteredOn(Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Outcome.Changed))
                .containsOnly(refused(new Refusal.TaskExists()));
    }

    @Test
    void opposite_verbs_alternate() throws Exception {
        List<Task> tasks =
                IntStream.range(0, 3).mapToObj(i -> user.create("task " + i)).toList();
        Race.between(CONTESTANTS, i -> {
            for (Task task : tasks) {
                user.make(i % 2 == 0 ? Action.COMPLETE : Action.REOPEN, task, null);
            }
            return i;
        });
        assertThat(DATABASE.query("""
                SELECT task_id FROM (
                    SELECT task_id, action, lag(action) OVER (PARTITION BY task_id ORDER BY version) AS before
                    FROM task_history WHERE actor_id = ?) AS change
                WHERE action = before""", user.userId())).isEmpty();
    }

    private static Command rename(Task task, int number, @Nullable Long expectedVersion) {
        var patch = new Patch("by " + number, null, null, false, null, null);
        return new Command(Action.UPDATE, task.id(), expectedVersion, patch);
    }
}
