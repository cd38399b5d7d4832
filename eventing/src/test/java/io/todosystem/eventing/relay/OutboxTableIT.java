package io.todosystem.eventing.relay;

import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxTableIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int SENT = 2_000;
    private static final int BACKLOG = 4_000;
    private static final int BATCH = 100;

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource(POSTGRES.url(), POSTGRES.user(), POSTGRES.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (var connection = POSTGRES.connect()) {
            execute(connection, "TRUNCATE outbox");
        }
    }

    @Test
    void reading_a_batch_does_not_read_the_backlog_for_each_row() throws SQLException {
        try (var connection = POSTGRES.connect()) {
            // What the planner knows is from before the outage: nothing waits.
            insert(connection, "topic", SENT, "true, now()");
            execute(connection, "ANALYZE outbox");
            insert(connection, "topic", BACKLOG, "false, NULL");
            usePlansOfTheRelay(connection);
            assertThat(rowsReadForABatch(connection)).isBetween((long) BATCH, 5L * BATCH);

            execute(connection, "ANALYZE outbox");
            assertThat(rowsReadForABatch(connection)).isBetween((long) BATCH, 5L * BATCH);
        }
    }

    @Test
    void topics_that_take_nothing_are_not_read_to_find_the_others() throws SQLException {
        try (var connection = POSTGRES.connect()) {
            insert(connection, "waits", BACKLOG, "false, NULL");
            insert(connection, "flows", 1, "false, NULL");
            usePlansOfTheRelay(connection);
            var outbox = new OutboxTable(connection);
            var before = rowsRead(connection);

            assertThat(outbox.unsent(List.of("waits"), BATCH))
                    .extracting(row -> row.destination().topic())
                    .containsExactly("flows");
            assertThat(outbox.unsent(List.of("flows", "waits"), BATCH)).isEmpty();

            assertThat(rowsRead(connection) - before).isBetween(1L, (long) BATCH);
        }
    }

    @Test
    void the_oldest_row_is_found_and_the_waiting_are_counted_up_to_a_bound() throws SQLException {
        try (var connection = POSTGRES.connect()) {
            var some = OutboxTable.COUNTED / 2;
            insert(connection, "flows", SENT, "true, now()");
            insert(connection, "waits", some, "false, NULL");
            execute(connection, "UPDATE outbox SET created_at = now() - interval '1 hour' WHERE sequence = 1");
            execute(connection, "ANALYZE outbox");
            usePlansOfTheRelay(connection);
            var outbox = new OutboxTable(connection);

            assertThat(outbox.backlog().waiting()).isEqualTo(some);
            assertThat(outbox.backlog().oldestSeconds()).isBetween(3_600.0, 3_700.0);

            insert(connection, "flows", some + BACKLOG, "false, NULL");
            var before = rowsRead(connection);
            assertThat(outbox.backlog().waiting()).isEqualTo(OutboxTable.COUNTED);
            assertThat(rowsRead(connection) - before).isLessThan(OutboxTable.COUNTED + BATCH);
        }
    }

    private static long rowsReadForABatch(Connection connection) throws SQLException {
        var before = rowsRead(connection);
        assertThat(new OutboxTable(connection).unsent(List.of(), BATCH)).hasSize(BATCH);
        return rowsRead(connection) - before;
    }

    private static void insert(Connection connection, String topic, int rows, String state) throws SQLException {
        execute(connection, """
                INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                    payload, published, published_at)
                SELECT gen_random_uuid(), '%s', 'key-' || n, 'type', 'aggregate', n, n, '{}', %s
                FROM generate_series(1, %d) AS n""".formatted(topic, state, rows));
    }

    private static void usePlansOfTheRelay(Connection connection) throws SQLException {
        for (var plan : List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material")) {
            execute(connection, "SET enable_" + plan + " = off");
        }
    }

    /** By way of any index. */
    private static long rowsRead(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_stat_force_next_flush()");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'outbox'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
