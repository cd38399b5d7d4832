package io.todosystem.tasks.change;

import io.todosystem.platform.failure.Failure;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import io.todosystem.tasks.testing.TasksDatabase;
import io.todosystem.tasks.testing.TasksExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.tasks.change.ChangesFixture.changed;
import static io.todosystem.tasks.change.ChangesFixture.creation;
import static io.todosystem.tasks.change.ChangesFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A statement that waits for another transaction, and what it makes of what that one left. */
class ChangesInterleavingIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private static final TasksDatabase DATABASE = TASKS.database();

    private final ChangesFixture user = ChangesFixture.newUser(TASKS.bean(Changes.class));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void state_that_became_wrong_while_waiting_refuses() throws Exception {
        Task task = user.create("task");
        try (var other = holdCounter(task)) {
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, null));
            execute(other, "UPDATE tasks SET state = 'CANCELLED' WHERE id = ?", task.id());
            other.commit();
            assertThat(outcome.get()).isEqualTo(refused(new Refusal.WrongState(TaskState.CANCELLED)));
        }
        assertNothingWrittenSince(task);
    }

    @Test
    void state_that_became_right_while_waiting_is_changed() throws Exception {
        Task task = user.create("task");
        user.make(Action.CANCEL, task, null);
        try (var other = holdCounter(task)) {
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, null));
            execute(other, "UPDATE tasks SET state = 'OPEN' WHERE id = ?", task.id());
            other.commit();
            assertThat(changed(outcome.get()).task().state()).isEqualTo(TaskState.DONE);
            assertThat(changed(outcome.get()).list().sequence()).isEqualTo(4);
        }
    }

    @Test
    void version_that_moved_while_waiting_refuses() throws Exception {
        Task task = user.create("task");
        try (var other = holdCounter(task)) {
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, 1L));
            execute(other, "UPDATE tasks SET version = 2 WHERE id = ?", task.id());
            other.commit();
            assertThat(outcome.get()).isEqualTo(refused(new Refusal.EtagMismatch(2)));
        }
        assertNothingWrittenSince(task);
    }

    @Test
    void change_goes_on_from_the_row_that_the_other_left() throws Exception {
        Task task = user.create("task");
        try (var other = holdCounter(task)) {
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, null));
            execute(other, "UPDATE lists SET sequence = 9 WHERE id = ?", task.listId());
            execute(other, "UPDATE tasks SET version = 8, title = 'theirs' WHERE id = ?", task.id());
            other.commit();
            var changed = changed(outcome.get());
            assertThat(changed.list().sequence()).isEqualTo(10);
            assertThat(changed.task().version()).isEqualTo(9);
            assertThat(changed.task().title()).isEqualTo("theirs");
        }
    }

    @Test
    void task_that_moved_to_another_list_while_waiting_is_counted_there() throws Exception {
        Task task = user.create("task");
        UUID elsewhere = UUID.randomUUID();
        try (var other = holdCounter(task)) {
            execute(other, "INSERT INTO lists VALUES (?, '" + user.userId() + "', false, 5, now())", elsewhere);
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, null));
            execute(other, "UPDATE tasks SET list_id = '" + elsewhere + "' WHERE id = ?", task.id());
            other.commit();
            assertThat(changed(outcome.get()).list().id()).isEqualTo(elsewhere);
            assertThat(changed(outcome.get()).list().sequence()).isEqualTo(6);
        }
        assertThat(DATABASE.query("SELECT sequence FROM lists WHERE id = ?", task.listId()))
                .containsExactly("2");
    }

    @Test
    void task_that_was_deleted_while_waiting_is_not_found() throws Exception {
        Task task = user.create("task");
        try (var other = holdCounter(task)) {
            var outcome = waiting(() -> user.make(Action.COMPLETE, task, null));
            execute(other, "UPDATE tasks SET deleted_at = now() WHERE id = ?", task.id());
            other.commit();
            assertThat(outcome.get()).isEqualTo(refused(new Refusal.TaskNotFound()));
        }
        assertNothingWrittenSince(task);
    }

    @Test
    void first_task_takes_over_the_inbox_that_another_just_made() throws Exception {
        UUID inbox = UUID.randomUUID();
        try (var other = TASKS.begin()) {
            execute(other, "INSERT INTO lists VALUES (?, '" + user.userId() + "', true, 7, now())", inbox);
            var outcome = waiting(() -> user.make("request", creation(UUID.randomUUID(), "task")));
            other.commit();
            assertThat(changed(outcome.get()).list().id()).isEqualTo(inbox);
            assertThat(changed(outcome.get()).list().sequence()).isEqualTo(8);
        }
        assertThat(DATABASE.events(user.userId())).containsExactly("task.created");
    }

    @Test
    void twin_of_a_request_that_rolls_back_takes_over() throws Exception {
        Task task = user.create("task");
        try (var first = claim("twin")) {
            var outcome = waiting(() -> user.make("twin", Command.of(Action.COMPLETE, task.id(), null)));
            first.rollback();
            assertThat(changed(outcome.get()).replayed()).isFalse();
        }
    }

    @Test
    void twin_of_a_request_that_does_not_end_is_told_so() throws Exception {
        Task task = user.create("task");
        try (var first = claim("twin")) {
            assertThatThrownBy(() -> user.make("twin", Command.of(Action.COMPLETE, task.id(), null)))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.reason())
                            .isEqualTo("IDEMPOTENCY_IN_FLIGHT"));
            first.rollback();
        }
        assertNothingWrittenSince(task);
    }

    @Test
    void wait_for_a_list_that_does_not_end_is_no_twin() throws Exception {
        Task task = user.create("task");
        try (var other = holdCounter(task)) {
            assertThatThrownBy(() -> user.make(Action.COMPLETE, task, null))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.reason())
                            .isEqualTo("TRANSACTION_CONFLICT"));
            other.rollback();
        }
        assertNothingWrittenSince(task);
    }

    private void assertNothingWrittenSince(Task created) {
        assertThat(DATABASE.events(user.userId())).containsExactly("list.created", "task.created");
        assertThat(DATABASE.query("SELECT sequence FROM lists WHERE id = ?", created.listId()))
                .containsExactly("2");
        assertThat(DATABASE.query(
                        "SELECT rpc FROM idempotency WHERE caller = ?",
                        user.caller().key()))
                .containsExactly("CREATE");
        assertThat(DATABASE.query("SELECT version FROM task_history WHERE task_id = ?", created.id()))
                .containsExactly("1");
    }

    private Connection claim(String requestId) throws SQLException {
        var connection = TASKS.begin();
        execute(
                connection,
                "INSERT INTO idempotency VALUES ('" + user.caller().key() + "', 'COMPLETE', ?, '', '')",
                requestId);
        return connection;
    }

    private static Connection holdCounter(Task task) throws SQLException {
        var connection = TASKS.begin();
        execute(connection, "SELECT FROM lists WHERE id = ? FOR UPDATE", task.listId());
        return connection;
    }

    private static void execute(Connection connection, String sql, Object parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.execute();
        }
    }

    /** Started, and stuck behind a lock. */
    private <T> Future<T> waiting(Callable<T> work) {
        var result = threads.submit(work);
        await().pollInterval(Duration.ofMillis(5)).until(() -> DATABASE.waiting() == 1);
        return result;
    }
}
