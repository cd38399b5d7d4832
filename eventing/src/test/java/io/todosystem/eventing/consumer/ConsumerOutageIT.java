package io.todosystem.eventing.consumer;

import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.testing.TcpProxy;
import io.todosystem.eventing.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a consumer needs is away for a while, or takes longer than its group has patience. */
@Tag("long")
class ConsumerOutageIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA =
            new KafkaExtension("without-upstream", "without-database", "slow-handler", "kafka-lost");

    static ApplicationContext writer;
    static Transactions transactions;

    @BeforeAll
    static void start() {
        writer = Eventing.start(POSTGRES, KAFKA, Map.of());
        transactions = writer.getBean(Transactions.class);
        Recorder.createTable(transactions);
    }

    @AfterAll
    static void stop() {
        writer.close();
    }

    /** Its tries would be used up in a fifth of a second if they were counted. */
    @Test
    void what_a_handler_needs_and_is_away_dead_letters_nothing() {
        var recorder = Recorder.ofGroup("waiting", "without-upstream");
        var streams = streams("without-upstream");
        try (var _ = consumer(recorder, Map.of("todo.consumer.retry-delay", "10ms"))) {
            streams.append("without-upstream");
            awaitEffects("without-upstream", 1);
            recorder.beginOutage();
            IntStream.range(0, 3).forEach(_ -> streams.append("without-upstream"));
            await().until(() -> recorder.tries("without-upstream", 2) > 2);
            var begin = Instant.now();
            await().until(() -> Duration.between(begin, Instant.now()).toSeconds() >= 1);
            recorder.endOutage();
            awaitEffects("without-upstream", 4);
        }
        assertThat(writer.getBean(DeadLetters.class).list(0, 10)).isEmpty();
    }

    /** The dead letters are away with it: each event waits where it is. */
    @Test
    void a_database_that_is_away_dead_letters_nothing() {
        var streams = streams("without-database");
        try (var proxy = TcpProxy.to(POSTGRES.port());
                var _ = consumer(
                        Recorder.ofGroup("patient", "without-database"),
                        Map.of("TODO_DATABASE_URL", POSTGRES.url(proxy), "todo.consumer.retry-delay", "10ms"))) {
            streams.append("without-database");
            awaitEffects("without-database", 1);
            proxy.refuse();
            var begin = Instant.now();
            IntStream.range(0, 20).forEach(_ -> streams.append("without-database"));
            await().until(() -> Duration.between(begin, Instant.now()).toSeconds() >= 4);
            assertThat(Recorder.effects(transactions, "without-database", "without-database"))
                    .containsExactly(1L);
            proxy.restore();
            awaitEffects("without-database", 21);
        }
        assertThat(writer.getBean(DeadLetters.class).list(0, 10)).isEmpty();
    }

    /** The group takes it for dead and gives its partition, and its event, to the other member. */
    @Test
    void a_handler_slower_than_its_group_has_patience_has_one_effect() throws Exception {
        var slow = Recorder.ofGroup("slow", "slow-handler");
        var proceed = new CountDownLatch(1);
        var handling = new CountDownLatch(1);
        slow.pause(() -> {
            handling.countDown();
            proceed.await();
        });
        var other = Recorder.ofGroup("slow", "slow-handler");
        Map<String, Object> settings = Map.of(
                "kafka.max.poll.interval.ms", 2_000,
                "todo.consumer.retry-delay", "10ms",
                "todo.database.idle-in-transaction-timeout", "30s");
        var streams = streams("slow-handler");
        try (var _ = consumer(slow, settings)) {
            streams.append("slow-handler");
            handling.await();
            var expelled = KAFKA.members("slow");
            assertThat(expelled).hasSize(1);
            try (var _ = consumer(other, settings)) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> KAFKA.members("slow"), now -> now.size() == 1 && !now.equals(expelled));
                proceed.countDown();
                streams.append("slow-handler");
                awaitEffects("slow-handler", 2);
            }
        }
        assertThat(slow.tries("slow-handler", 1)).isOne();
        assertThat(other.tries("slow-handler", 1)).isZero();
        assertThat(writer.getBean(DeadLetters.class).list(0, 10)).isEmpty();
    }

    /** Ten events had been handled, ten were in Kafka only when it lost everything; ten come later. */
    @Test
    void a_kafka_that_lost_everything_is_fed_again_while_all_run_and_each_event_has_one_effect_in_order() {
        var streams = streams("kafka-lost");
        var recorder = Recorder.ofGroup("fed-again", "kafka-lost");
        try (var _ = consumer(recorder, Map.of())) {
            IntStream.range(0, 10).forEach(_ -> streams.append("kafka-lost"));
            awaitEffects("kafka-lost", 10);
            recorder.beginOutage();
            IntStream.range(0, 10).forEach(_ -> streams.append("kafka-lost"));
            awaitSent("kafka-lost");
            KAFKA.wipe();
            IntStream.range(0, 10).forEach(_ -> streams.append("kafka-lost"));
            awaitSent("kafka-lost");
            recorder.endOutage();
            awaitEffects("kafka-lost", 30);
        }
    }

    private static ApplicationContext consumer(Recorder recorder, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("todo.outbox.relay", false);
        return Eventing.start(POSTGRES, KAFKA, all, recorder);
    }

    private static Streams streams(String topic) {
        return new Streams(transactions, writer.getBean(Outbox.class), topic);
    }

    private static void awaitSent(String topic) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> transactions.inTransaction(tx -> {
                    try (var statement = tx.connection()
                            .prepareStatement("SELECT count(*) FROM outbox WHERE NOT published AND topic = ?")) {
                        statement.setString(1, topic);
                        try (var rows = statement.executeQuery()) {
                            rows.next();
                            return rows.getLong(1) == 0;
                        }
                    }
                }));
    }

    private static void awaitEffects(String topic, long count) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> Recorder.effects(transactions, topic, topic).size() >= count);
        assertThat(Recorder.effects(transactions, topic, topic))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }
}
