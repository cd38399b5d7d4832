package io.todosystem.eventing.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.RelaySignal;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.testing.LoggedLines;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The relay has its database, and its rounds fail all the same. */
@Tag("long")
class RelaySetbackIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("waiting", "failing");

    @RegisterExtension
    final LoggedLines log = LoggedLines.of(OutboxRelay.class);

    /** As that of a container which is stopped. */
    @Test
    void while_the_name_of_kafka_means_nothing_the_relay_keeps_its_database_and_counts_what_waits() {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of("TODO_KAFKA_BOOTSTRAP", "kafka.invalid:9092"))) {
            streams(application, "waiting").append("waiting");
            await().until(() -> gauge(application, "todo.outbox.backlog") == 1);
            var rounds = rounds(application);
            await().until(() -> rounds(application) > rounds + 3);
            assertThat(gauge(application, "todo.outbox.backlog")).isEqualTo(1);
            assertThat(log.all()).hasSize(1);
        }
    }

    @Test
    void a_relay_that_fails_is_not_hurried_by_commits() throws Exception {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of())) {
            await().until(() -> rounds(application) > 0);
            execute("ALTER TABLE outbox RENAME TO outbox_away");
            var before = sessions();
            var begin = Instant.now();
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                application.getBean(RelaySignal.class).wake();
                return Duration.between(begin, Instant.now()).toSeconds() >= 2;
            });
            assertThat(sessions() - before).isBetween(2L, 10L);
            assertThat(log.all()).hasSize(1);

            execute("ALTER TABLE outbox_away RENAME TO outbox");
            streams(application, "failing").append("failing");
            await().until(() -> log.all().size() == 2 && gauge(application, "todo.outbox.backlog") == 0);
        }
    }

    private static Streams streams(ApplicationContext application, String topic) {
        return new Streams(application.getBean(Transactions.class), application.getBean(Outbox.class), topic);
    }

    private static double gauge(ApplicationContext application, String name) {
        return application.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    private static double rounds(ApplicationContext application) {
        return application
                .getBean(MeterRegistry.class)
                .get("todo.outbox.relay.rounds")
                .counter()
                .count();
    }

    /** How many have been opened to this database. */
    private static long sessions() throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT sessions FROM pg_stat_database WHERE datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
