package io.todosystem.tasks.change;

import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.retention.Retention;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskRepository;
import io.todosystem.tasks.task.TaskState;
import io.todosystem.tasks.testing.TasksDatabase;
import io.todosystem.tasks.testing.TasksExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.todosystem.tasks.change.ChangesFixture.changed;
import static io.todosystem.tasks.change.ChangesFixture.creation;
import static io.todosystem.tasks.change.ChangesFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

class ChangesIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private static final TasksDatabase DATABASE = TASKS.database();
    private static final Patch FULL = new Patch(
            "Führe \"das\" \\ 🚲 aus",
            "two\nlines",
            Priority.URGENT,
            true,
            new Due.Moment(LocalDateTime.of(2026, 11, 30, 9, 0), "Europe/Berlin"),
            List.of("a,b", "{c}", "\"d\""));

    private final ChangesFixture user = ChangesFixture.newUser(TASKS.bean(Changes.class));

    @AfterEach
    void everything_fits_together() {
        DATABASE.assertConsistent();
    }

    @Test
    void answer_of_a_change_is_what_is_read_afterwards() {
        Task created =
                changed(user.make("1", Command.create(UUID.randomUUID(), FULL))).task();
        assertThat(read(created)).contains(created);
        assertThat(created.due()).isEqualTo(FULL.due());
        assertThat(created.tags()).isEqualTo(FULL.tags());

        Task dated = changed(user.make("2", update(created, dueOn(LocalDate.of(2026, 12, 24)))))
                .task();
        assertThat(read(dated)).contains(dated);
        Task undated = changed(user.make("3", update(created, dueOn(null)))).task();
        assertThat(undated.due()).isNull();
        assertThat(read(undated)).contains(undated);
        Task done = changed(user.make("4", Command.of(Action.COMPLETE, created.id(), 3L)))
                .task();
        assertThat(done.completedAt()).isEqualTo(done.updatedAt());
        assertThat(read(done)).contains(done);
    }

    @Test
    void a_request_is_remembered_although_the_clock_of_its_process_is_slow() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        var behind = ChangesFixture.newUser(new Changes(
                TASKS.bean(Transactions.class),
                new ChangeStore(TASKS.bean(Outbox.class), slow, UUID::randomUUID),
                TASKS.bean(Reasons.class),
                TASKS.bean(Outbox.class)));
        Command creation = creation(UUID.randomUUID(), "Buy milk");
        behind.make("1", creation);
        TASKS.bean(Retention.class).purge();

        assertThat(changed(behind.make("1", creation)).replayed()).isTrue();
    }

    @Test
    void update_leaves_other_fields_alone() {
        Task before =
                changed(user.make("1", Command.create(UUID.randomUUID(), FULL))).task();
        Task after = changed(user.make("2", update(before, new Patch("New", null, null, false, null, null))))
                .task();
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("title", "version", "updatedAt")
                .isEqualTo(before);
        assertThat(after.title()).isEqualTo("New");
        assertThat(after.version()).isEqualTo(2);
    }

    @Test
    void repeated_request_gets_the_first_answer_whatever_came_between() {
        var creation = creation(UUID.randomUUID(), "task");
        var first = changed(user.make("create", creation));
        var completion = Command.of(Action.COMPLETE, first.task().id(), 1L);
        var second = changed(user.make("complete", completion));
        var deletion = Command.of(Action.DELETE, first.task().id(), null);
        var third = changed(user.make("delete", deletion));

        assertThat(user.make("create", creation)).isEqualTo(replayed(first));
        assertThat(user.make("complete", completion)).isEqualTo(replayed(second));
        assertThat(user.make("delete", deletion)).isEqualTo(replayed(third));
        assertThat(DATABASE.events(user.userId()))
                .containsExactly("list.created", "task.created", "task.completed", "task.deleted");
    }

    @Test
    void request_id_of_another_message_is_refused() {
        Task task =
                changed(user.make("id", creation(UUID.randomUUID(), "task"))).task();
        assertThat(user.make("id", creation(UUID.randomUUID(), "other")))
                .isEqualTo(refused(new Refusal.RequestIdReused()));
        assertThat(user.make("id", Command.of(Action.COMPLETE, task.id(), null)))
                .isInstanceOf(Outcome.Changed.class);
    }

    @Test
    void request_id_of_another_user_is_no_repetition() {
        user.make("id", creation(UUID.randomUUID(), "task"));
        var stranger = ChangesFixture.newUser(TASKS.bean(Changes.class));
        assertThat(changed(stranger.make("id", creation(UUID.randomUUID(), "task")))
                        .replayed())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, names = "CREATE", mode = EnumSource.Mode.EXCLUDE)
    void strangers_cannot_tell_a_task_from_none(Action action) {
        Task task = user.create("task");
        var stranger = ChangesFixture.newUser(TASKS.bean(Changes.class));
        stranger.create("own");
        var patch = new Patch("mine", null, null, false, null, null);
        for (UUID id : List.of(task.id(), UUID.randomUUID())) {
            assertThat(stranger.make("id", new Command(action, id, 77L, patch)))
                    .isEqualTo(refused(new Refusal.TaskNotFound()));
        }
        assertThat(read(task)).contains(task);
    }

    @Test
    void refused_and_needless_changes_leave_no_trace() {
        Task task = user.create("task");
        user.make(Action.COMPLETE, task, null);
        assertThat(user.make(Action.CANCEL, task, null)).isEqualTo(refused(new Refusal.WrongState(TaskState.DONE)));
        assertThat(user.make(Action.REOPEN, task, 1L)).isEqualTo(refused(new Refusal.EtagMismatch(2)));
        assertThat(user.make(Action.COMPLETE, task, 2L)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(user.make("same", update(task, new Patch("task", null, null, false, null, null))))
                .isInstanceOf(Outcome.Unchanged.class);
        assertThat(user.make("taken", creation(task.id(), "other"))).isEqualTo(refused(new Refusal.TaskExists()));
        assertThat(DATABASE.query("SELECT sequence FROM lists WHERE owner_id = ?", user.userId()))
                .containsExactly("3");
        assertThat(DATABASE.query(
                        "SELECT 1 FROM idempotency WHERE caller = ?",
                        user.caller().key()))
                .hasSize(2);
    }

    @Test
    void refused_first_task_makes_no_inbox() {
        Task task = user.create("task");
        var stranger = ChangesFixture.newUser(TASKS.bean(Changes.class));
        assertThat(stranger.make("id", creation(task.id(), "other"))).isEqualTo(refused(new Refusal.TaskExists()));
        assertThat(DATABASE.query("SELECT id FROM lists WHERE owner_id = ?", stranger.userId()))
                .isEmpty();
    }

    @Test
    void id_of_a_deleted_task_stays_taken() {
        Task task = user.create("task");
        user.make(Action.DELETE, task, null);
        assertThat(read(task)).isEmpty();
        assertThat(user.make(Action.DELETE, task, null)).isEqualTo(refused(new Refusal.TaskNotFound()));
        assertThat(user.make("again", creation(task.id(), "again"))).isEqualTo(refused(new Refusal.TaskExists()));
    }

    private static Command update(Task task, Patch patch) {
        return new Command(Action.UPDATE, task.id(), null, patch);
    }

    private static Patch dueOn(@Nullable LocalDate date) {
        return new Patch(null, null, null, true, date == null ? null : new Due.Day(date), null);
    }

    private static Outcome replayed(Outcome.Changed first) {
        return new Outcome.Changed(first.task(), first.list(), true);
    }

    private Optional<Task> read(Task task) {
        return TASKS.bean(Transactions.class)
                .readOnly(tx -> TASKS.bean(TaskRepository.class).find(task.id(), user.userId()));
    }
}
