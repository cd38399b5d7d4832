package io.todosystem.bench.create;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.todosystem.bench.load.Workload;
import io.todosystem.bench.stage.StubAuth;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor: the rows of one creation by one statement that commits itself, over plain JDBC and the same pool. It
 * checks nothing, knows nobody, and takes the list's number as the service does.
 */
public final class PlainInserts implements Workload {
    private static final String SQL = """
            WITH claim AS (
                INSERT INTO idempotency (caller, rpc, request_id, request_hash, response)
                VALUES (?, 'CreateTask', ?, ?, ?) ON CONFLICT DO NOTHING
                RETURNING created_at
            ), counter AS (
                INSERT INTO lists AS list (id, owner_id, inbox, sequence, created_at)
                SELECT ?, ?, true, 2, created_at FROM claim
                ON CONFLICT (owner_id) WHERE inbox DO UPDATE SET sequence = list.sequence + 1
                RETURNING list
            ), made AS (
                INSERT INTO tasks AS task (id, list_id, title, description, priority, state, tags, version, created_at,
                                           updated_at)
                SELECT ?, (list).id, ?, ?, 'HIGH', 'OPEN', ?, 1, now(), now() FROM counter
                RETURNING task
            ), recorded AS (
                INSERT INTO task_history (task_id, version, list_id, sequence, action, actor_id, request_id, changed_at,
                                          state)
                SELECT (task).id, 1, (list).id, (list).sequence, 'created', (list).owner_id, ?, now(),
                       task_snapshot(task, (list).owner_id)
                FROM made, counter
                RETURNING list_id, sequence, state, task_id, actor_id
            ), published AS (
                INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                                    payload, headers)
                SELECT ?, 'task-events', list_id, 'task.created', 'task', task_id, sequence,
                       jsonb_build_object('task', state, 'actorId', actor_id), ?::jsonb
                FROM recorded
            )
            SELECT list_id, sequence, state FROM recorded""";

    private static final byte[] HASH = new byte[32];

    private final HikariDataSource pool;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger next = new AtomicInteger();

    public PlainInserts(Map<String, String> settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.get("url"));
        config.setUsername(settings.get("user"));
        config.setPassword(settings.get("password"));
        config.setMaximumPoolSize(Integer.parseInt(settings.getOrDefault("pool", "10")));
        pool = new HikariDataSource(config);
    }

    @Override
    public CompletionStage<?> start(int caller) {
        return CompletableFuture.runAsync(this::insert, threads);
    }

    private void insert() {
        int number = next.getAndIncrement();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            fill(statement, connection, number);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getString("state").isEmpty()) {
                    throw new IllegalStateException("nothing was written");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(PreparedStatement statement, Connection connection, int number) throws SQLException {
        UUID user = StubAuth.user(Math.floorMod(number, CreateCalls.USERS));
        UUID task = UUID.randomUUID();
        String request = UUID.randomUUID().toString();
        statement.setString(1, "user:" + user);
        statement.setString(2, request);
        statement.setBytes(3, HASH);
        statement.setBytes(4, bytes(task));
        statement.setObject(5, UUID.randomUUID());
        statement.setObject(6, user);
        statement.setObject(7, task);
        statement.setString(8, NewTask.title(number));
        statement.setString(9, NewTask.DESCRIPTION);
        statement.setArray(10, connection.createArrayOf("text", NewTask.TAGS.toArray()));
        statement.setString(11, request);
        statement.setObject(12, UUID.randomUUID());
        statement.setString(13, "{\"correlationid\": \"%s\", \"causationid\": \"%s\"}".formatted(request, request));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public void close() {
        threads.close();
        pool.close();
    }
}
