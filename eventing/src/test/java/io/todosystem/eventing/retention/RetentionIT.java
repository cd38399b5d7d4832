package io.todosystem.eventing.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @Test
    void what_is_past_its_time_goes_but_no_event_that_was_never_sent_or_waits_for_its_repair() throws Exception {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false));
                var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                        payload, published, created_at, published_at)
                    SELECT gen_random_uuid(), 't', 'k', 'e', 'a', 'i', n, '{}', n > 1, now() - interval '100 days',
                        CASE WHEN n > 1 THEN now() - (n - 1) * interval '6 days' END
                    FROM generate_series(1, 4) AS n;
                    INSERT INTO inbox SELECT 'c', gen_random_uuid(), now() - n * interval '20 days'
                    FROM generate_series(1, 2) AS n;
                    INSERT INTO inbox SELECT 'many', gen_random_uuid(), now() - interval '40 days'
                    FROM generate_series(1, 2500);
                    INSERT INTO idempotency SELECT 'c', 'rpc', n::text, '', '', now() - n * interval '20 hours'
                    FROM generate_series(1, 2) AS n;
                    INSERT INTO dead_letters (consumer, topic, partition, "offset", headers, error, attempts, failed_at,
                        replayed_at)
                    SELECT 'c', 't', 0, n, '{}', '', 5, now() - interval '200 days',
                        CASE WHEN n > 1 THEN now() - (n - 1) * interval '50 days' END
                    FROM generate_series(1, 3) AS n""");

            assertThat(application.getBean(Retention.class).purge()).isEqualTo(2 + 1 + 2500 + 1 + 1);

            assertThat(count(connection, "outbox")).isEqualTo(2);
            assertThat(count(connection, "outbox WHERE NOT published")).isOne();
            assertThat(count(connection, "inbox")).isOne();
            assertThat(count(connection, "idempotency")).isOne();
            assertThat(count(connection, "dead_letters")).isEqualTo(2);
            assertThat(count(connection, "dead_letters WHERE replayed_at IS NULL"))
                    .isOne();
        }
    }

    @Test
    void what_cannot_be_purged_keeps_nothing_else() throws Exception {
        Purge failing = () -> {
            throw new IllegalStateException("no");
        };
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false), failing);
                var holder = POSTGRES.connect();
                var statement = holder.createStatement()) {
            statement.execute("INSERT INTO idempotency VALUES ('c', 'old', '', '', '', now() - interval '2 days')");
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox");

            assertThat(application.getBean(Retention.class).purge()).isOne();

            assertThat(application
                            .getBean(MeterRegistry.class)
                            .get("todo.retention.failures")
                            .counters())
                    .hasSize(2)
                    .allMatch(failures -> failures.count() == 1);
            holder.rollback();
        }
    }

    @Test
    void what_is_not_past_its_time_is_not_read() throws Exception {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            purge();
            // On each page old rows and new ones.
            statement.execute("""
                    INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                        payload, published, published_at)
                    SELECT gen_random_uuid(), 't', 'k', 'e', 'a', 'i', n, '{}', true, now() - n % 2 * interval '40 days'
                    FROM generate_series(1, 4000) AS n;
                    INSERT INTO inbox SELECT 'c', gen_random_uuid(), now() - n % 2 * interval '40 days'
                    FROM generate_series(1, 4000) AS n;
                    INSERT INTO idempotency SELECT 'c', 'rpc', gen_random_uuid(), '', '', now() - n % 2 * interval '40 days'
                    FROM generate_series(1, 4000) AS n""");
            assertThat(purge()).isEqualTo(6_000);
            for (var table : List.of("outbox", "inbox", "idempotency")) {
                statement.execute("VACUUM ANALYZE " + table);
            }
            statement.execute("SELECT pg_stat_reset()");
            assertThat(purge()).isZero();
            try (var rows = statement.executeQuery("""
                    SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_user_tables
                    WHERE relname IN ('outbox', 'inbox', 'idempotency')""")) {
                rows.next();
                assertThat(rows.getLong(1)).isLessThan(100);
            }
            statement.execute("TRUNCATE outbox, inbox, idempotency");
        }
    }

    /** What a process counted is known when it has ended. */
    private static long purge() {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false))) {
            return application.getBean(Retention.class).purge();
        }
    }

    private static int count(Connection connection, String rows) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }
}
