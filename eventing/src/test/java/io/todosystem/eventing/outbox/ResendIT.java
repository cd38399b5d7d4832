package io.todosystem.eventing.outbox;

import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ResendIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    /** A row that was parked or committed late has a low id among those that were sent long before it. */
    @Test
    void of_a_long_outbox_exactly_the_rows_of_the_period_are_sent_again_wherever_their_ids_lie() throws Exception {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false));
                var connection = POSTGRES.connect()) {
            insert(connection, 1_000_000, 12_000, "interval '2 days'");
            insert(connection, 1_030_000, 100, "interval '1 minute'");
            execute(connection, "UPDATE outbox SET published_at = now() WHERE id IN (1000000, 1007000)");

            var hourAgo = Instant.now().minus(Duration.ofHours(1));
            assertThat(application.getBean(Resend.class).since(hourAgo)).isEqualTo(102);

            assertThat(count(connection, "NOT published")).isEqualTo(102);
            assertThat(count(connection, "published AND published_at < now() - interval '1 day'"))
                    .isEqualTo(11_998);
        }
    }

    private static void insert(Connection connection, int firstId, int rows, String ago) throws SQLException {
        execute(connection, """
                INSERT INTO outbox (id, event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                    payload, published, published_at)
                SELECT %1$d + n, gen_random_uuid(), 't', 'k', 'e', 'a', 'i', n, '{}', true, now() - %3$s
                FROM generate_series(0, %2$d - 1) AS n""".formatted(firstId, rows, ago));
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int count(Connection connection, String which) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM outbox WHERE " + which)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
