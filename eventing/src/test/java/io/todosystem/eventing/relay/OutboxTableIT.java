package io.todosystem.eventing.relay;

import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
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

    @Test
    void reading_a_batch_does_not_read_the_backlog_for_each_row() throws SQLException {
        try (var connection = POSTGRES.connect()) {
            // What the planner knows is from before the outage: nothing waits.
            insert(connection, SENT, "true, now()");
            execute(connection, "ANALYZE outbox");
            insert(connection, BACKLOG, "false, NULL");
            usePlansOfTheRelay(connection);
            var before = rowsRead(connection);

            assertThat(new OutboxTable(connection).unsent(List.of(), BATCH)).hasSize(BATCH);

            assertThat(rowsRead(connection) - before).isBetween((long) BATCH, 5L * BATCH);
        }
    }

    private static void insert(Connection connection, int rows, String state) throws SQLException {
        execute(connection, """
                INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                    payload, published, published_at)
                SELECT gen_random_uuid(), 'topic', 'key-' || n, 'type', 'aggregate', n, n, '{}', %s
                FROM generate_series(1, %d) AS n""".formatted(state, rows));
    }

    private static void usePlansOfTheRelay(Connection connection) throws SQLException {
        for (var plan : List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin")) {
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
