package io.todosystem.tasks.listing;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.paging.PageTokens;
import io.todosystem.tasks.list.ListRepository;
import io.todosystem.tasks.list.TaskList;
import io.todosystem.tasks.task.Task;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads tasks page by page: each page begins after the last task of the one before, wherever that was. */
@Singleton
public final class TaskPages {
    private final Transactions transactions;
    private final ListRepository lists;
    private final JdbcOperations rows;
    private final PageTokens tokens;

    TaskPages(Transactions transactions, ListRepository lists, JdbcOperations rows, PageTokens tokens) {
        this.transactions = transactions;
        this.lists = lists;
        this.rows = rows;
        this.tokens = tokens;
    }

    /** The page, and the position of its list, are read in one snapshot. */
    public TaskPage read(TaskQuery query, int size, String token) {
        Position after = token.isEmpty() ? null : Position.parse(tokens.open(query.fingerprint(), token));
        return transactions.readOnly(tx -> {
            Optional<TaskList> inbox = lists.findInbox(query.ownerId());
            return inbox.isEmpty()
                    ? new TaskPage(List.of(), "", 0)
                    : read(tx.connection(), inbox.get(), query, size, after);
        });
    }

    private TaskPage read(Connection connection, TaskList list, TaskQuery query, int size, @Nullable Position after)
            throws SQLException {
        String sql = sql(query.order(), after != null, size);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, list.id());
            statement.setArray(2, texts(connection, query.states()));
            statement.setArray(3, texts(connection, query.tags()));
            if (after != null) {
                statement.setString(4, after.value());
                statement.setString(5, after.id().toString());
            }
            return page(statement, list, query, size);
        }
    }

    /** One row more than the page has, to know whether there is a next one. */
    private static String sql(TaskOrder order, boolean continues, int size) {
        return """
                SELECT task.*, (%s)::text AS position FROM tasks task
                WHERE task.list_id = ? AND task.deleted_at IS NULL
                  AND task.state = ANY (?::task_state[]) AND task.tags @> ?::text[]
                  %s
                ORDER BY %s LIMIT %d""".formatted(order.expression(), continues ? "AND " + order.after() : "", order.keys(), size + 1);
    }

    private TaskPage page(PreparedStatement statement, TaskList list, TaskQuery query, int size) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        String next = "";
        try (ResultSet found = statement.executeQuery()) {
            String position = "";
            while (found.next()) {
                if (tasks.size() == size) {
                    next = tokens.seal(
                            query.fingerprint(), new Position(tasks.getLast().id(), position).text());
                    break;
                }
                tasks.add(rows.readEntity(found, Task.class));
                position = found.getString("position");
            }
        }
        return new TaskPage(tasks, next, list.sequence());
    }

    private static java.sql.Array texts(Connection connection, Collection<?> values) throws SQLException {
        return connection.createArrayOf(
                "text", values.stream().map(Object::toString).toArray());
    }

    /** Where a page ended: its last task and what that was compared by. */
    private record Position(UUID id, String value) {
        private static final int ID_LENGTH = 36;

        static Position parse(String text) {
            return new Position(UUID.fromString(text.substring(0, ID_LENGTH)), text.substring(ID_LENGTH));
        }

        String text() {
            return id + value;
        }
    }
}
