package io.todosystem.eventing.relay;

import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.MarkGate;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.RelayProcess;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.testing.TopicReader;
import io.todosystem.eventing.transaction.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A relay's process is killed (SIGKILL) where it hurts. */
@Tag("long")
class RelayCrashIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("unacknowledged", "unmarked");

    static ApplicationContext writer;

    @BeforeAll
    static void start() {
        writer = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false, "todo.consumer.enabled", false));
    }

    @AfterAll
    static void stop() {
        writer.close();
    }

    @Test
    void killed_between_send_and_acknowledgement_its_row_is_sent_again() throws Exception {
        var streams = streams("unacknowledged");
        try (var relay = RelayProcess.start(POSTGRES, KAFKA.proxiedBootstrap());
                var reader = new TopicReader(KAFKA, "unacknowledged")) {
            streams.append("unacknowledged");
            awaitUnsent(0);
            KAFKA.proxy().mute();
            streams.append("unacknowledged");
            streams.append("unacknowledged");
            reader.await(2);
            relay.kill();
            assertThat(unsent()).isEqualTo(2);
            reader.assertSequences(1, 2);
            succeed(reader, 4);
            reader.assertSequences(1, 2, 2, 3);
            assertThat(id(reader.await(4).get(1))).isEqualTo(id(reader.await(4).get(2)));
        } finally {
            KAFKA.proxy().restore();
        }
    }

    @Test
    void killed_between_acknowledgement_and_mark_its_rows_are_sent_again() throws Exception {
        var streams = streams("unmarked");
        try (var relay = RelayProcess.start(POSTGRES, KAFKA.bootstrap());
                var reader = new TopicReader(KAFKA, "unmarked")) {
            streams.append("unmarked");
            awaitUnsent(0);
            try (var _ = MarkGate.close(POSTGRES, "unmarked")) {
                writer.getBean(Transactions.class).inTransactionDo(tx -> {
                    streams.append(tx, "unmarked", "two");
                    streams.append(tx, "unmarked", "three");
                });
                reader.await(3);
                relay.kill();
                POSTGRES.cutSession("outbox-relay");
                assertThat(unsent()).isEqualTo(2);
            }
            succeed(reader, 5);
            reader.assertSequences(1, 2, 3, 2, 3);
        }
    }

    /** Another process takes over and ends when everything is marked. */
    private static void succeed(TopicReader reader, int records) {
        try (var successor = Eventing.start(POSTGRES, KAFKA, Map.of("todo.consumer.enabled", false))) {
            assertThat(successor.isRunning()).isTrue();
            reader.await(records);
            awaitUnsent(0);
        }
    }

    private static Streams streams(String topic) {
        return new Streams(writer.getBean(Transactions.class), writer.getBean(Outbox.class), topic);
    }

    /** It may have to wait for a process that has only been started. */
    private static void awaitUnsent(int rows) {
        await().atMost(Duration.ofSeconds(60)).until(() -> unsent() == rows);
    }

    private static List<?> id(ConsumerRecord<?, ?> record) {
        return List.of(String.valueOf(TopicReader.header(record, "ce_id")));
    }

    private static int unsent() {
        return writer.getBean(Transactions.class).inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM outbox WHERE NOT published")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
