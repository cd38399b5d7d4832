package io.todosystem.localstack;

import io.todosystem.localstack.mail.StoredMail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The engines as processes, in a folder and on ports of their own. */
final class EnginesIT {
    @TempDir
    static Path folder;

    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = engines();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void data_survives_the_sudden_end_of_everything() throws Exception {
        execute("CREATE TABLE kept (value INT)", "INSERT INTO kept VALUES (7)");
        send("kept");
        mail("Kept");

        stack.killAll();
        stack.close();
        stack = engines();

        assertThat(number("SELECT value FROM kept")).isEqualTo(7);
        assertThat(received()).containsExactly("kept");
        assertThat(stack.mailbox().list("ada@example.com", 9))
                .extracting(StoredMail::subject)
                .containsExactly("Kept");
    }

    @Test
    void crashed_engine_comes_back_by_itself() throws Exception {
        long first = stack.pid("postgres");
        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> number("SELECT 1") == 1);
        stack.awaitReady("postgres");
        assertThat(stack.pid("postgres")).isNotEqualTo(first);
    }

    @Test
    void whoever_ends_it_second_waits_for_the_end_too() {
        List<Long> pids = pids(stack);
        Thread.ofVirtual().start(stack::close);
        await().until(stack::isClosed);

        stack.close();

        assertThat(pids).hasSize(3).allMatch(EnginesIT::isGone);
        stack = engines();
    }

    @Test
    void told_to_end_while_it_starts_it_leaves_nothing_and_says_why() throws Exception {
        stack.close();
        LocalStack starting = builder().create();
        CompletableFuture<Void> start = CompletableFuture.runAsync(starting::startAll, Thread::startVirtualThread);
        await().until(() -> !pids(starting).isEmpty());
        List<Long> begun = pids(starting);
        Thread.ofVirtual().start(starting::close);

        assertThatThrownBy(start::get).hasMessageContaining("It was told to end while it started.");
        assertThat(begun).allMatch(EnginesIT::isGone);
        stack = engines();
    }

    private static List<Long> pids(LocalStack stack) {
        return stack.status().stream().flatMap(status -> status.pid().stream()).toList();
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    void database_is_durable_and_opens_only_to_its_own_service() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(text("SHOW " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(text("SHOW wal_level")).isEqualTo("logical");
        assertThat(text("SELECT rolsuper::text FROM pg_roles WHERE rolname = 'auth'"))
                .isEqualTo("false");
        assertThatThrownBy(() ->
                        connect("tasks", "auth", stack.databasePassword("auth")).close())
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> connect("auth", "auth", "wrong").close()).hasMessageContaining("password");
    }

    @Test
    void topics_are_declared_and_none_is_made_by_itself() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            assertThat(admin.listTopics().names().get()).contains("task-events", "user-events", "notification.dlq");
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of("task-events")).allTopicNames().get();
            assertThat(described.values()).singleElement().satisfies(topic -> assertThat(topic.partitions())
                    .hasSize(12));
            assertThatThrownBy(() -> admin.describeTopics(List.of("nobody-declared-me"))
                            .allTopicNames()
                            .get())
                    .hasMessageContaining("UnknownTopicOrPartition");
        }
    }

    @Test
    void a_sender_whose_clock_is_fast_is_heard_on_topics_that_were_there_before_too() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            ConfigEntry byTheSender = new ConfigEntry("message.timestamp.type", "CreateTime");
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "order-events"),
                            List.of(new AlterConfigOp(byTheSender, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        stack.stop("kafka");
        stack.start("kafka");
        long fast = System.currentTimeMillis() + Duration.ofHours(2).toMillis();
        awaitTimeOfTheBroker("user-events", fast);
        awaitTimeOfTheBroker("order-events", fast);
    }

    /** A broker goes by a changed setting a moment after the change was confirmed. */
    private static void awaitTimeOfTheBroker(String topic, long fast) {
        await().ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> sent(new ProducerRecord<>(topic, 0, fast, "key", "value"))
                                .timestamp()
                        < fast);
    }

    @Test
    void second_stack_on_the_same_home_or_ports_is_refused() {
        assertThatThrownBy(EnginesIT::engines).isInstanceOf(StackFailure.class).hasMessageContaining("already running");
        assertThatThrownBy(() -> LocalStack.builder()
                        .home(folder.resolve("other"))
                        .ports(stack.ports())
                        .enginesOnly()
                        .start())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("port " + stack.ports().of(Ports.POSTGRES) + ", needed for postgres");
    }

    private static LocalStack engines() {
        return builder().start();
    }

    private static LocalStack.Builder builder() {
        return LocalStack.builder().home(folder.resolve("hömé 家")).freePorts().enginesOnly();
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(stack.databaseUrl(database), user, password);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = connect("auth", "auth", stack.databasePassword("auth"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private int number(String query) throws SQLException {
        return Integer.parseInt(text(query));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = connect("auth", "auth", stack.databasePassword("auth"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void send(String value) throws Exception {
        sent(new ProducerRecord<>("task-events", 0, "key", value));
    }

    private static RecordMetadata sent(ProducerRecord<String, String> record) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrap(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(record).get();
        }
    }

    private List<String> received() {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrap());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition("task-events", 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ConsumerRecords<String, String> records =
                    await().until(() -> consumer.poll(Duration.ofMillis(500)), found -> !found.isEmpty());
            return records.records(partitions.getFirst()).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }

    private void mail(String subject) throws Exception {
        Properties smtp = new Properties();
        smtp.setProperty("mail.smtp.host", Ports.LOOPBACK);
        smtp.setProperty("mail.smtp.port", Integer.toString(stack.ports().of(Ports.SMTP)));
        MimeMessage mail = new MimeMessage(Session.getInstance(smtp));
        mail.setFrom(new InternetAddress("todo@example.com"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("ada@example.com"));
        mail.setSubject(subject);
        mail.setText("Hello");
        Transport.send(mail);
    }
}
