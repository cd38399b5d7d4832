package io.todosystem.tasks.listing;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.paging.PageTokens;
import io.todosystem.tasks.task.Task;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads tasks page by page: each page begins after the last task of the one before, wherever that was. */
@Singleton
public final class TaskPages {
    private final Transactions transactions;
    private final JdbcOperations rows;
    private final PageTokens tokens;

    TaskPages(Transactions transactions, JdbcOperations rows, PageTokens tokens) {
        this.transactions = transactions;
        this.rows = rows;
        this.tokens = tokens;
    }

    /** The page, and the position of its list, are of one moment. */
    public TaskPage read(TaskQuery query, int size, String token) {
        Position after = token.isEmpty() ? null : Position.parse(tokens.open(query.fingerprint(), token));
        return transactions.query(connection -> read(connection, query, size, after));
    }

    private TaskPage read(Connection connection, TaskQuery query, int size, @Nullable Position after)
            throws SQLException {
        String sql = sql(query.order(), after != null, size);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(connection, query.states()));
            statement.setArray(2, texts(connection, query.tags()));
            int next = 3;
            if (after != null) {
                statement.setString(next++, after.value());
                statement.setString(next++, after.id().toString());
            }
            statement.setObject(next, query.ownerId());
            return page(statement, query, size);
        }
    }

    /**
     * One row more than the page has, to know whether there is a next one; of a page without tasks one row that tells
     * only the list's sequence.
     */
    private static String sql(TaskOrder order, boolean continues, int size) {
        return """
                SELECT list.sequence, task.* FROM lists list
                LEFT JOIN LATERAL (
                    SELECT task.*, (%1$s)::text AS position FROM tasks task
                    WHERE task.list_id = list.id AND task.deleted_at IS NULL
                      AND task.state = ANY (?::task_state[]) AND task.tags @> ?::text[]
                      %2$s
                    ORDER BY %3$s LIMIT %4$d) task ON true
                WHERE list.owner_id = ? AND list.inbox
                ORDER BY %3$s""".formatted(order.expression(), continues ? "AND " + order.after() : "", order.keys(), size + 1);
    }

    private TaskPage page(PreparedStatement statement, TaskQuery query, int size) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        String next = "";
        long sequence = 0;
        try (ResultSet found = statement.executeQuery()) {
            String position = "";
            while (found.next()) {
                sequence = found.getLong("sequence");
                if (tasks.size() == size) {
                    next = tokens.seal(
                            query.fingerprint(), new Position(tasks.getLast().id(), position).text());
                    break;
                }
                if (found.getObject("id") != null) {
                    tasks.add(rows.readEntity(found, Task.class));
                    position = found.getString("position");
                }
            }
        }
        return new TaskPage(tasks, next, sequence);
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
