package io.todosystem.eventing.consumer;

import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.consumer.DeadLetters.Replay;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.transaction.Transactions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Letters that were no events for the release that buried them and are for this one. */
class LoneReplayIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    /** Who waits for a lock here is to be seen waiting, however slow the machine is. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "todo.outbox.relay", false,
            "todo.consumer.enabled", false,
            "todo.database.lock-timeout", "15s",
            "todo.database.statement-timeout", "20s",
            "todo.database.idle-in-transaction-timeout", "30s");

    static final Recorder RECORDER = new Recorder("lone");

    static ApplicationContext application;
    static Transactions transactions;
    static DeadLetters deadLetters;

    @BeforeAll
    static void start() {
        application = Eventing.start(POSTGRES, KAFKA, SETTINGS, RECORDER);
        transactions = application.getBean(Transactions.class);
        deadLetters = application.getBean(DeadLetters.class);
        Recorder.createTable(transactions);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void an_event_that_had_its_effect_meanwhile_has_no_other() throws Exception {
        var event = UUID.randomUUID();
        var first = letter("twice", event, 1);
        var second = letter("twice", event, 2);

        assertThat(deadLetters.replay(first)).contains(new Replay(1, 0, Optional.empty()));
        assertThat(deadLetters.replay(second)).contains(new Replay(1, 0, Optional.empty()));

        assertThat(RECORDER.tries("twice", 1)).isOne();
        assertThat(deadLetters.replay(second)).isEmpty();
    }

    @Test
    void of_two_replays_at_once_one_has_the_effect_and_nobody_discards_what_is_replayed() throws Exception {
        var letter = letter("raced", UUID.randomUUID(), 3);
        var handling = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        RECORDER.pause(() -> {
            handling.countDown();
            proceed.await();
        });
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = operators.submit(() -> deadLetters.replay(letter));
            handling.await();
            var other = operators.submit(() -> deadLetters.replay(letter));
            var discard = operators.submit(() -> deadLetters.discard(letter));
            await().until(() -> discard.isDone() || POSTGRES.waiting() == 2);
            proceed.countDown();

            assertThat(one.get()).contains(new Replay(1, 0, Optional.empty()));
            assertThat(other.get()).contains(new Replay(0, 0, Optional.empty()));
            assertThat(discard.get()).isFalse();
        } finally {
            proceed.countDown();
            RECORDER.pause(() -> {});
        }
        assertThat(RECORDER.tries("raced", 1)).isOne();
        assertThat(Recorder.effects(transactions, "lone", "raced")).isEqualTo(List.of(1L));
    }

    private static long letter(String key, UUID event, long offset) throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.prepareStatement("""
                        INSERT INTO dead_letters
                            (consumer, topic, partition, "offset", event_key, headers, payload, error, attempts)
                        VALUES (?, 'lone', 0, ?, ?, ?::jsonb, ?, 'not an event', 1) RETURNING id""")) {
            statement.setString(1, Recorder.GROUP);
            statement.setLong(2, offset);
            statement.setString(3, key);
            statement.setString(4, """
                    {"ce_id": "%s", "ce_type": "t", "ce_subject": "s", "ce_sequence": "1", "ce_time": "2026-11-20T12:00:00Z"}
                    """.formatted(event));
            statement.setBytes(5, "{}".getBytes(UTF_8));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
