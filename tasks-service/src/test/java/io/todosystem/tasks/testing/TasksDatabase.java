package io.todosystem.tasks.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.proto.events.v1.ListCreated;
import io.todosystem.proto.events.v1.TaskCancelled;
import io.todosystem.proto.events.v1.TaskCompleted;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.events.v1.TaskDeleted;
import io.todosystem.proto.events.v1.TaskReopened;
import io.todosystem.proto.events.v1.TaskUpdated;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Looks into the service's database from outside. */
public final class TasksDatabase {
    private static final Map<String, Supplier<Message.Builder>> EVENTS = Map.of(
            "list.created", ListCreated::newBuilder,
            "task.created", TaskCreated::newBuilder,
            "task.updated", TaskUpdated::newBuilder,
            "task.completed", TaskCompleted::newBuilder,
            "task.reopened", TaskReopened::newBuilder,
            "task.cancelled", TaskCancelled::newBuilder,
            "task.deleted", TaskDeleted::newBuilder);

    private final PostgresExtension postgres;

    public TasksDatabase(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    /** The first column of every row. */
    public List<String> query(String sql, Object... parameters) {
        try (var connection = postgres.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Types of the events of a user's inbox, in the order in which they are published. */
    public List<String> events(UUID ownerId) {
        return query("""
                SELECT event_type FROM outbox
                WHERE event_key = (SELECT id::text FROM lists WHERE owner_id = ? AND inbox) ORDER BY id""", ownerId);
    }

    /** Number of connections that wait for another one's lock. */
    public int waiting() {
        return Integer.parseInt(query("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'""").getFirst());
    }

    /** What holds whenever no change is under way. */
    public void assertConsistent() {
        assertNone("numbers of a list have a gap or are published in another order", """
                SELECT event_key FROM (
                    SELECT event_key, sequence, row_number() OVER (PARTITION BY event_key ORDER BY id) AS expected
                    FROM outbox) AS event
                WHERE sequence <> expected""");
        assertNone("a list's counter is not its last number", """
                SELECT id FROM lists
                WHERE sequence IS DISTINCT FROM (SELECT max(sequence) FROM outbox WHERE event_key = lists.id::text)""");
        assertNone("versions of a task have a gap", """
                SELECT task_id FROM task_history GROUP BY task_id
                HAVING count(*) <> max(version) OR min(version) <> 1""");
        assertNone("numbers do not rise with versions", """
                SELECT task_id FROM (
                    SELECT task_id, list_id, sequence > lag(sequence) OVER (PARTITION BY task_id, list_id
                                                                            ORDER BY version) AS rises
                    FROM task_history) AS change
                WHERE NOT rises""");
        assertNone("the last state of the history is not the row", """
                SELECT task.id FROM tasks task JOIN lists list ON list.id = task.list_id
                WHERE task_snapshot(task, list.owner_id) IS DISTINCT FROM (
                    SELECT state FROM task_history WHERE task_id = task.id AND version = task.version)""");
        assertNone("a change has not exactly one event, with its state", """
                SELECT task_id FROM task_history history
                WHERE 1 <> (SELECT count(*) FROM outbox
                            WHERE event_key = history.list_id::text AND sequence = history.sequence
                              AND event_type = 'task.' || history.action AND payload -> 'task' = history.state)""");
        assertNone("a change has not exactly one claim, or a claim has no change", """
                SELECT coalesce(history.request_id, claim.request_id)
                FROM task_history history FULL JOIN idempotency claim
                  ON claim.request_id = history.request_id AND claim.caller = 'user:' || history.actor_id
                  AND claim.response = uuid_send(history.task_id)
                WHERE claim.request_id IS NULL OR history.request_id IS NULL""");
        query("SELECT event_type || ' ' || payload FROM outbox").forEach(TasksDatabase::assertReadable);
    }

    private void assertNone(String defect, String sql) {
        assertThat(query(sql)).as(defect).isEmpty();
    }

    /** Stricter than any consumer: a field that the contract does not know is a defect. */
    private static void assertReadable(String event) {
        int space = event.indexOf(' ');
        var builder = requireNonNull(EVENTS.get(event.substring(0, space)), event);
        try {
            JsonFormat.parser().merge(event.substring(space + 1), builder.get());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(event, e);
        }
    }
}
