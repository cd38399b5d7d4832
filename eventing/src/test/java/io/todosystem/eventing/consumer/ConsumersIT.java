package io.todosystem.eventing.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.opentelemetry.api.OpenTelemetry;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.outbox.Resend;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.testing.TopicReader;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConsumersIT {
    private static final String[] TOPICS = {"twice", "poison", "cut", "undecodable", "traced", "shared"};

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA =
            new KafkaExtension("twice", "poison", "cut", "undecodable", "traced", "shared", "recorder.dlq");

    static final Recorder RECORDER = new Recorder(TOPICS);
    static final Map<String, Object> SETTINGS = Map.of("todo.consumer.retry-delay", "20ms");

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

    @BeforeEach
    void failOnNothing() {
        RECORDER.failOn(_ -> false);
    }

    @Test
    void an_event_that_comes_twice_has_one_effect() {
        var streams = streams("twice");
        var start = Instant.now();
        IntStream.range(0, 50).forEach(_ -> streams.append("twice"));
        awaitEffects("twice", "twice", 50);
        application.getBean(Resend.class).since(start);
        try (var reader = new TopicReader(KAFKA, "twice")) {
            reader.await(100);
        }
        streams.append("twice");
        awaitEffects("twice", "twice", 51);
        assertThat(deadLetters("twice")).isEmpty();
    }

    @Test
    void an_event_that_always_fails_becomes_a_dead_letter_and_its_followers_line_up() {
        RECORDER.failOn(event -> event.key().equals("poisoned") && event.sequence() == 2);
        var streams = streams("poison");
        IntStream.range(0, 4).forEach(_ -> {
            streams.append("poisoned");
            streams.append("healthy");
        });
        awaitEffects("poison", "healthy", 4);
        await().until(() -> deadLetters("poisoned").size() == 3);
        assertThat(effects("poison", "poisoned")).containsExactly(1L);
        assertThat(RECORDER.tries("poisoned", 2)).isBetween(5, 6);
        assertThat(RECORDER.tries("poisoned", 3)).isLessThanOrEqualTo(1);
        assertThat(deadLetters("poisoned")).extracting(DeadLetter::attempts).containsExactly(5, 0, 0);
        assertThat(deadLetters("poisoned").getFirst().error()).contains("told to fail");
        assertThat(deadLetters("poisoned").getFirst().eventId()).isPresent();

        streams.append("poisoned");
        await().until(() -> deadLetters("poisoned").size() == 4);
        assertThat(counted("dead-lettered")).isGreaterThanOrEqualTo(4);
        assertThat(counted("retried")).isGreaterThanOrEqualTo(4);
        assertThat(counted("processed")).isGreaterThanOrEqualTo(5);
        try (var reader = new TopicReader(KAFKA, "recorder.dlq")) {
            await().untilAsserted(() -> assertThat(reader.poll())
                    .filteredOn(record -> record.key().equals("poisoned"))
                    .hasSize(4)
                    .allSatisfy(record ->
                            assertThat(TopicReader.header(record, "dlq_topic")).isEqualTo("poison")));
        }

        var first = deadLetters("poisoned").getFirst().id();
        assertThat(deadLetters.replay(first))
                .contains(new DeadLetters.Replay(0, 4, Optional.of("java.lang.IllegalStateException: told to fail")));
        assertThat(deadLetters("poisoned").getFirst().attempts()).isEqualTo(6);

        RECORDER.failOn(_ -> false);
        assertThat(deadLetters.replay(first)).contains(new DeadLetters.Replay(4, 0, Optional.empty()));
        streams.append("poisoned");
        awaitEffects("poison", "poisoned", 6);
        assertThat(deadLetters("poisoned")).isEmpty();
        assertThat(deadLetters.replay(first)).isEmpty();
    }

    @Test
    void a_cut_database_connection_costs_time_and_no_event() throws Exception {
        var streams = streams("cut");
        long last = 0;
        for (var cut = 0; cut < 3; cut++) {
            for (var event = 0; event < 20; event++) {
                last = stubbornly(() -> streams.append("cut"));
            }
            POSTGRES.cutConnections();
        }
        awaitEffects("cut", "cut", last);
        assertThat(deadLetters("cut")).isEmpty();
    }

    @Test
    void what_is_no_event_is_a_dead_letter_and_the_rest_flows() throws Exception {
        var wrongId = new ProducerRecord<>("undecodable", 0, "ju\0nk", "{}".getBytes(UTF_8));
        wrongId.headers().add("ce_id", "no\0id".getBytes(UTF_8)).add("empty", null);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("undecodable", 0, "junk", new byte[] {0, 1, (byte) 0xff}))
                    .get();
            producer.send(new ProducerRecord<>("undecodable", 0, null, null)).get();
            producer.send(wrongId).get();
            producer.send(new ProducerRecord<>("undecodable", 0, "endless", "{\"a\": 1e999}".getBytes(UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>("undecodable", 0, "half", "{\"a\": \"\\ud800\"}".getBytes(UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>("undecodable", 0, "nul", "{\"a\": \"\0\"}".getBytes(UTF_8)))
                    .get();
            producer.send(event("key \0", "subject")).get();
            producer.send(event("key ".repeat(2_000), "subject")).get();
            producer.send(event("key", "subject \0")).get();
        }
        streams("undecodable").append("junk");
        awaitEffects("undecodable", "junk", 1);
        await().until(() -> deadLetters().stream()
                        .filter(letter -> letter.topic().equals("undecodable"))
                        .count()
                == 9);
        assertThat(deadLetters("junk")).allSatisfy(letter -> {
            assertThat(letter.eventId()).isEmpty();
            assertThat(deadLetters.replay(letter.id()).orElseThrow().failure()).isPresent();
            assertThat(deadLetters.discard(letter.id())).isTrue();
        });
        assertThat(deadLetters("junk")).isEmpty();
    }

    /** The same record again, as after a rebalance; it has no id that the inbox could know it by. */
    @Test
    void an_unreadable_record_that_comes_again_is_one_dead_letter_and_one_copy() {
        var handling = application.getBean(EventHandling.class);
        var copies = "SELECT count(*) FROM outbox WHERE topic = 'recorder.dlq' AND event_key = 'again'";
        var unreadable =
                EventReader.read(new Incoming.Origin("undecodable", 1, 4711, "again", Map.of(), new byte[] {1}));
        assertThat(handling.handle(RECORDER, List.of(unreadable)).buried()).isOne();
        assertThat(handling.handle(RECORDER, List.of(unreadable)).buried()).isZero();
        assertThat(deadLetters("again")).hasSize(1);
        assertThat(count(copies)).isOne();
        assertThat(deadLetters.discard(deadLetters("again").getFirst().id())).isTrue();
    }

    @Test
    void the_copy_of_a_large_dead_letter_goes_without_its_payload() {
        var handling = application.getBean(EventHandling.class);
        var large = EventReader.read(new Incoming.Origin("undecodable", 1, 4712, "large", Map.of(), new byte[300_000]));
        assertThat(handling.handle(RECORDER, List.of(large)).buried()).isOne();
        assertThat(count("SELECT count(*) FROM outbox WHERE topic = 'recorder.dlq' AND event_key = 'large'"
                        + " AND payload = '{}' AND headers ->> 'dlq_payload' = 'left out'"))
                .isOne();
        assertThat(count("SELECT length(payload) FROM dead_letters WHERE event_key = 'large'"))
                .isEqualTo(300_000);
        assertThat(deadLetters.discard(deadLetters("large").getFirst().id())).isTrue();
    }

    @Test
    void the_trace_goes_on_in_the_consumer() {
        var span = application
                .getBean(OpenTelemetry.class)
                .getTracer("test")
                .spanBuilder("request")
                .startSpan();
        try (var _ = span.makeCurrent()) {
            streams("traced").append("traced");
        } finally {
            span.end();
        }
        awaitEffects("traced", "traced", 1);
        assertThat(span.getSpanContext().isValid()).isTrue();
        assertThat(RECORDER.trace("traced")).isEqualTo(span.getSpanContext().getTraceId());
    }

    @Test
    void members_that_come_and_go_share_the_work_and_no_event_has_two_effects() {
        var streams = streams("shared");
        var recorder = new Recorder(TOPICS);
        var held = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        try (var second = Eventing.start(POSTGRES, KAFKA, SETTINGS, recorder)) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> KAFKA.membersAtWork(Recorder.GROUP).size() == 2);
            appendToEachKey(streams, 20);
            awaitEffectsOfEachKey(20);
            assertThat(List.of(RECORDER, recorder)).allMatch(one -> one.took("key-"));

            recorder.pause(() -> {
                held.countDown();
                released.await();
            });
            appendToEachKey(streams, 1);
            await().until(() -> held.getCount() == 0);
            try (var third = Eventing.start(POSTGRES, KAFKA, SETTINGS, new Recorder(TOPICS))) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> KAFKA.members(Recorder.GROUP).size() == 3);
                released.countDown();
                appendToEachKey(streams, 4);
                awaitEffectsOfEachKey(25);
                assertThat(List.of(second, third)).allMatch(ApplicationContext::isRunning);
            }
        } finally {
            released.countDown();
        }
        appendToEachKey(streams, 5);
        awaitEffectsOfEachKey(30);
    }

    private static void appendToEachKey(Streams streams, int times) {
        IntStream.range(0, 8 * times).forEach(number -> streams.append("key-" + number % 8));
    }

    private static void awaitEffectsOfEachKey(long count) {
        IntStream.range(0, 8).forEach(key -> awaitEffects("shared", "key-" + key, count));
    }

    private static long count(String sql) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static double counted(String outcome) {
        var counter = application.getBean(MeterRegistry.class).get("todo.consumer.events");
        return counter.tags("group", Recorder.GROUP, "outcome", outcome)
                .counter()
                .count();
    }

    /** As a caller does that is told UNAVAILABLE. */
    private static <T> T stubbornly(Callable<T> work) {
        return await().ignoreExceptionsInstanceOf(Failure.class).until(work, _ -> true);
    }

    /** All of them, once and in order. */
    private static ProducerRecord<String, byte[]> event(String key, String subject) {
        var record = new ProducerRecord<>("undecodable", 0, key, "{}".getBytes(UTF_8));
        Map.of(
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "stream.grown",
                        "ce_subject", subject,
                        "ce_sequence", "1",
                        "ce_time", "2026-11-20T12:00:00Z")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static void awaitEffects(String topic, String key, long count) {
        await().atMost(Duration.ofSeconds(40))
                .ignoreExceptionsInstanceOf(Failure.class)
                .until(() -> effects(topic, key).size() >= count);
        assertThat(effects(topic, key))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    private static List<Long> effects(String topic, String key) {
        return Recorder.effects(transactions, topic, key);
    }

    private static List<DeadLetter> deadLetters() {
        return deadLetters.list(0, 100);
    }

    private static List<DeadLetter> deadLetters(String key) {
        return deadLetters().stream().filter(letter -> letter.key().equals(key)).toList();
    }

    private static Streams streams(String topic) {
        return new Streams(transactions, application.getBean(Outbox.class), topic);
    }
}
