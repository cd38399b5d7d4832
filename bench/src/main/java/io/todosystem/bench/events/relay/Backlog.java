package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage.Database;
import io.todosystem.bench.events.Talk;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** The rows that a relay finds, and how it marks them. */
sealed interface Backlog {
    /** Microseconds. */
    String CLOCK = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /** Writes the rows; nobody sees or sends them before they are released. */
    Loaded load(Database database, Talk program, String topic, int rows) throws SQLException, IOException;

    /** How many rows are not marked. */
    String unmarked();

    /** When the last one was, in microseconds. */
    String lastMarked();

    /** What is ready to be let go, at one moment. */
    interface Loaded extends AutoCloseable {
        void release() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** Rows of a transaction that is not committed. */
    record Uncommitted(Connection connection) implements Loaded {
        @Override
        public void release() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Rows of a program that sends nothing before it is told to. */
    record Held() implements Loaded {
        @Override
        public void release() {}

        @Override
        public void close() {}
    }

    /** Our outbox: events of 1,000 lists in any order, each list's numbered in the order of its rows. */
    record OurOutbox() implements Backlog {
        @Override
        public Loaded load(Database database, Talk program, String topic, int rows) throws SQLException {
            database.execute("TRUNCATE outbox");
            var connection = database.connect();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("""
                INSERT INTO outbox
                    (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence, payload, headers)
                SELECT gen_random_uuid(), '%s', 'list-' || abs(hashint4(n)) %% 1000, 'task.updated', 'task', n, n,
                    jsonb_build_object('text', repeat('x', 300)),
                    '{"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                      "correlationid": "8e0a33c5-2f0c-4a57-9a57-0e4f6b7f2a11",
                      "causationid": "8e0a33c5-2f0c-4a57-9a57-0e4f6b7f2a11"}'
                FROM generate_series(1, %d) AS n""".formatted(topic, rows));
            }
            return new Uncommitted(connection);
        }

        @Override
        public String unmarked() {
            return "SELECT count(*) FROM outbox WHERE NOT published";
        }

        @Override
        public String lastMarked() {
            return "SELECT (extract(epoch FROM max(published_at)) * 1000000)::bigint FROM outbox";
        }
    }

    /** A peer's table is written by the peer: {@code load COUNT}, and marked in the column that it has for that. */
    record Peers(String unmarked, String lastMarked) implements Backlog {
        @Override
        public Loaded load(Database database, Talk program, String topic, int rows) throws IOException {
            var unused = program.ask("load " + rows);
            return new Held();
        }
    }
}
