package io.todosystem.eventing.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.ParkedRows;
import io.todosystem.eventing.outbox.Resend;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.MarkGate;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.testing.TopicReader;
import io.todosystem.eventing.transaction.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class OutboxRelayIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension(
            "many-writers",
            "rolled-back",
            "one-event",
            "sent-twice",
            "taken-over",
            "outage",
            "sent-again",
            "beside",
            "late",
            "raced",
            "uncounted");

    static ApplicationContext application;
    static Transactions transactions;

    @BeforeAll
    static void start() {
        application = Eventing.start(POSTGRES, KAFKA, Map.of());
        transactions = application.getBean(Transactions.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void events_of_a_key_arrive_gapless_and_in_order_whoever_writes() {
        var streams = streams("many-writers");
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 8; writer++) {
                writers.execute(() -> write(streams, 40));
            }
        }
        var written = count("SELECT sum(sequence) FROM streams WHERE key LIKE 'key-%'");
        assertThat(written).isPositive();
        try (var reader = new TopicReader(KAFKA, "many-writers")) {
            sequencesByKey(reader.await(written)).values().forEach(sequences -> assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList()));
        }
    }

    @Test
    void a_rolled_back_change_publishes_nothing() {
        var streams = streams("rolled-back");
        assertThatThrownBy(() -> transactions.inTransactionDo(tx -> {
                    streams.append(tx, "rolled-back", "lost");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        streams.append("rolled-back", "kept");
        try (var reader = new TopicReader(KAFKA, "rolled-back")) {
            assertThat(reader.await(1)).singleElement().satisfies(record -> assertThat(
                            new String(record.value(), UTF_8))
                    .contains("kept"));
        }
        assertThat(count("SELECT count(*) FROM outbox WHERE topic = 'rolled-back'"))
                .isOne();
    }

    @Test
    void a_record_is_a_cloud_event() {
        streams("one-event").append("some-key", "text");
        try (var reader = new TopicReader(KAFKA, "one-event")) {
            var record = reader.await(1).getFirst();
            assertThat(record.key()).isEqualTo("some-key");
            assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"text\": \"text\"}");
            assertThat(headers(record))
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "stream.grown")
                    .containsEntry("ce_source", "/test")
                    .containsEntry("ce_subject", "some-key")
                    .containsEntry("ce_sequence", "1")
                    .containsEntry("content-type", "application/json")
                    .containsKeys("ce_id", "ce_time", "ce_correlationid", "ce_causationid");
        }
    }

    @Test
    void a_relay_that_dies_between_confirmation_and_mark_sends_again() throws Exception {
        var streams = streams("sent-twice");
        try (var reader = new TopicReader(KAFKA, "sent-twice");
                var gate = MarkGate.close(POSTGRES, "sent-twice")) {
            streams.append("sent-twice");
            reader.await(1);
            cutRelay();
            gate.open();
            var ids = reader.await(2).stream()
                    .map(record -> headers(record).get("ce_id"))
                    .distinct();
            assertThat(ids).hasSize(1);
        }
        awaitAllSent("sent-twice");
    }

    @Test
    void another_relay_takes_over_when_the_connection_of_the_first_dies() throws Exception {
        var streams = streams("taken-over");
        try (var second = Eventing.start(POSTGRES, KAFKA, Map.of("todo.consumer.enabled", false));
                var reader = new TopicReader(KAFKA, "taken-over")) {
            assertThat(second.isRunning()).isTrue();
            streams.append("taken-over");
            reader.await(1);
            for (var cut = 0; cut < 3; cut++) {
                cutRelay();
                streams.append("taken-over");
                awaitAllSent("taken-over");
            }
            assertThat(firstSeen(reader.await(4))).containsExactly(1L, 2L, 3L, 4L);
            assertThat(count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_row_that_kafka_refuses_is_parked_and_only_its_key_waits() throws Exception {
        KAFKA.createTopic("small-records", Map.of("max.message.bytes", "2000"));
        var streams = streams("small-records");
        transactions.inTransactionDo(tx -> {
            streams.append(tx, "large", "first");
            streams.append(tx, "large", noise(5_000));
            streams.append(tx, "large", "third");
            streams.append(tx, "small", "first");
        });
        var parked = application.getBean(ParkedRows.class);
        await().until(() -> parked.list(0, 10).size() == 1);
        streams.append("small", "second");
        try (var reader = new TopicReader(KAFKA, "small-records")) {
            assertThat(sequencesByKey(reader.await(3)))
                    .containsOnly(Map.entry("large", List.of(1L)), Map.entry("small", List.of(1L, 2L)));
            var row = parked.list(0, 10).getFirst();
            assertThat(row.attempts()).isOne();
            assertThat(row.lastError()).contains("RecordTooLarge");
            assertThat(parked.list(row.id(), 10)).isEmpty();
            assertThat(relayed("parked")).isOne();
            assertThat(relayed("sent")).isPositive();

            KAFKA.configureTopic("small-records", "max.message.bytes", "1000000");
            assertThat(parked.release(row.id())).isTrue();
            assertThat(sequencesByKey(reader.await(5))).containsEntry("large", List.of(1L, 2L, 3L));
            assertThat(parked.release(row.id())).isFalse();
        }
    }

    @Test
    void what_is_larger_than_usual_is_sent_once_its_topic_takes_it() throws Exception {
        KAFKA.createTopic("large-records");
        streams("large-records").append("large", noise(2_000_000));
        var parked = application.getBean(ParkedRows.class);
        await().until(() -> parked.list(0, 10).size() == 1);

        KAFKA.configureTopic("large-records", "max.message.bytes", "4000000");
        assertThat(parked.release(parked.list(0, 10).getFirst().id())).isTrue();
        try (var reader = new TopicReader(KAFKA, "large-records")) {
            assertThat(reader.await(1)).hasSize(1);
        }
    }

    @Test
    void rows_wait_while_kafka_is_away_and_then_flow_in_order() {
        var streams = streams("outage");
        streams.append("outage");
        awaitAllSent("outage");
        KAFKA.stop();
        IntStream.range(0, 20).forEach(_ -> streams.append("outage"));
        assertThat(count("SELECT count(*) FROM outbox WHERE topic = 'outage' AND NOT published"))
                .isPositive();
        KAFKA.start();
        try (var reader = new TopicReader(KAFKA, "outage")) {
            assertThat(firstSeen(reader.await(21)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 21).boxed().toList());
        }
        awaitAllSent("outage");
        assertThat(count("SELECT count(*) FROM outbox WHERE topic = 'outage' AND parked_at IS NOT NULL"))
                .isZero();
    }

    @Test
    void a_topic_that_nobody_declared_holds_up_no_other_and_is_served_once_it_is_there() {
        streams("undeclared").append("some-key");
        streams("beside").append("some-key");
        awaitAllSent("beside");
        assertThat(count("SELECT count(*) FROM outbox WHERE topic = 'undeclared' AND NOT published"))
                .isOne();
        KAFKA.createTopic("undeclared");
        awaitAllSent("undeclared");
    }

    @Test
    void what_cannot_be_counted_is_sent_all_the_same() throws Exception {
        var streams = streams("uncounted");
        try (var blocker = POSTGRES.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE dead_letters");
            cutRelay();
            streams.append("uncounted");
            awaitAllSent("uncounted");
            streams.append("uncounted");
            awaitAllSent("uncounted");
        }
    }

    @Test
    void what_was_sent_in_a_period_is_sent_again_in_order() {
        var streams = streams("sent-again");
        streams.append("before");
        awaitAllSent("sent-again");
        var start = Instant.now();
        IntStream.range(0, 5).forEach(_ -> streams.append("after"));
        awaitAllSent("sent-again");
        try (var reader = new TopicReader(KAFKA, "sent-again")) {
            reader.await(6);
            assertThat(application.getBean(Resend.class).since(start)).isGreaterThanOrEqualTo(5);
            assertThat(sequencesByKey(reader.await(11)))
                    .containsEntry("before", List.of(1L))
                    .containsEntry("after", List.of(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L, 4L, 5L));
        }
    }

    /** The relay must look at rows' states and not pass an id: the first id is taken by what commits last. */
    @Test
    void a_change_with_the_lower_id_that_commits_last_is_sent() throws Exception {
        var streams = streams("late");
        var appended = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        try (var reader = new TopicReader(KAFKA, "late");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = threads.submit(() -> transactions.inTransactionDo(tx -> {
                streams.append(tx, "late", "lower id");
                appended.countDown();
                await().until(() -> commit.getCount() == 0);
            }));
            appended.await();
            streams.append("early");
            assertThat(sequencesByKey(reader.await(1))).containsOnlyKeys("early");
            awaitAllSent("late");
            commit.countDown();
            late.get();
            assertThat(sequencesByKey(reader.await(2))).containsOnlyKeys("early", "late");
        }
        assertThat(count("SELECT count(*) FROM outbox AS l JOIN outbox AS e ON l.id < e.id"
                        + " WHERE l.topic = 'late' AND l.event_key = 'late' AND e.event_key = 'early'"))
                .isOne();
    }

    /** Consumers would suppress what two relays send twice, so only this shows that there is one. */
    @Test
    void of_two_relays_one_sends() {
        var streams = streams("raced");
        try (var second = Eventing.start(POSTGRES, KAFKA, Map.of("todo.consumer.enabled", false));
                var reader = new TopicReader(KAFKA, "raced")) {
            assertThat(second.isRunning()).isTrue();
            for (var change = 0; change < 200; change++) {
                streams.append("raced");
            }
            awaitAllSent("raced");
            assertThat(sequencesByKey(reader.await(200)).values())
                    .containsExactly(LongStream.rangeClosed(1, 200).boxed().toList());
            reader.assertNoMore();
        }
    }

    @Test
    void what_the_relays_connection_says_quotes_no_row() throws Exception {
        var database = application.getBean(DatasourceConfiguration.class);
        try (var connection = RelayConnection.open(database, Duration.ofSeconds(1));
                var statement = connection.connection().createStatement()) {
            assertThatThrownBy(
                            () -> statement.execute(
                                    "INSERT INTO inbox SELECT 'someone', '00000000-0000-0000-0000-000000000000' FROM generate_series(1, 2)"))
                    .hasMessageContaining("duplicate key")
                    .hasMessageNotContaining("someone");
        }
    }

    private static Streams streams(String topic) {
        return new Streams(transactions, application.getBean(Outbox.class), topic);
    }

    /** One change in ten is rolled back after it took its number. */
    private static void write(Streams streams, int changes) {
        var random = ThreadLocalRandom.current();
        for (var change = 0; change < changes; change++) {
            var key = "key-" + random.nextInt(4);
            var rollback = random.nextInt(10) == 0;
            transactions.inTransactionDo(tx -> {
                streams.append(tx, key, "text");
                if (rollback) {
                    tx.rollbackOnly();
                }
            });
        }
    }

    private static void cutRelay() throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_locks
                    WHERE locktype = 'advisory' AND granted
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""");
        }
    }

    /** Incompressible, so that neither side makes it small. */
    private static String noise(int length) {
        return ThreadLocalRandom.current()
                .ints(length, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static void awaitAllSent(String topic) {
        await().until(() -> count("SELECT count(*) FROM outbox WHERE NOT published AND topic = '" + topic + "'") == 0);
    }

    private static List<Long> firstSeen(List<ConsumerRecord<String, byte[]>> records) {
        var seen = new LinkedHashSet<Long>();
        records.forEach(record -> seen.add(sequence(record)));
        return List.copyOf(seen);
    }

    private static Map<String, List<Long>> sequencesByKey(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key, Collectors.mapping(OutboxRelayIT::sequence, Collectors.toList())));
    }

    private static long sequence(ConsumerRecord<?, ?> record) {
        return Long.parseLong(requireNonNull(TopicReader.header(record, "ce_sequence")));
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }

    private static double relayed(String outcome) {
        var registry = application.getBean(MeterRegistry.class);
        return registry.get("todo.outbox.relay")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static int count(String sql) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
