package io.todosystem.notification.delivery;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.TcpProxy;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.notification.Service;
import io.todosystem.notification.feed.Feeds;
import io.todosystem.notification.feed.Notice;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.LoggedLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Mails when what they need is away. */
@Tag("long")
class OutageIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    @RegisterExtension
    final LoggedLines log = LoggedLines.of(MailWorker.class);

    private final FakeAuth auth = new FakeAuth();
    private final UUID user = UUID.randomUUID();

    @AfterEach
    void stop() {
        auth.close();
    }

    @Test
    void mails_wait_for_the_mail_server() throws Exception {
        int port = freePort();
        try (var service = start(port, Map.of())) {
            add(service, 20);
            await().untilAsserted(() -> assertThat(deliveries("attempts >= 2")).isEqualTo(20));

            var mailbox = mailbox(port);
            try {
                await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'SENT'"))
                        .isEqualTo(20));
                assertThat(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                        .hasSize(20);
            } finally {
                mailbox.stop();
            }
        }
    }

    @Test
    void mails_wait_for_auth() throws Exception {
        int port = freePort();
        var mailbox = mailbox(port);
        auth.stop();
        try (var service = start(port, Map.of())) {
            add(service, 3);
            await().untilAsserted(
                            () -> assertThat(deliveries("reason LIKE 'AUTH_%'")).isEqualTo(3));
            assertThat(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                    .isEmpty();

            auth.start();
            await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'SENT'"))
                    .isEqualTo(3));
            assertThat(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                    .hasSize(3);
        } finally {
            mailbox.stop();
        }
    }

    @Test
    void a_permanent_no_is_taken_for_an_answer() throws Exception {
        try (var smtp = new ScriptedSmtp("550 no such mailbox");
                var service = start(smtp.port(), Map.of())) {
            add(service, 1);

            await().untilAsserted(() -> assertThat(deliveries("state = 'FAILED' AND reason = 'SMTP_550'"))
                    .isEqualTo(1));
            assertThat(smtp.recipients()).isEqualTo(1);
        }
    }

    @Test
    void a_temporary_no_is_asked_again() throws Exception {
        try (var smtp = new ScriptedSmtp("451 later");
                var service = start(smtp.port(), Map.of())) {
            add(service, 1);
            await().untilAsserted(() -> assertThat(smtp.recipients()).isGreaterThanOrEqualTo(2));

            smtp.answer("250 yes");

            await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'SENT'"))
                    .isEqualTo(1));
        }
    }

    @Test
    void what_cannot_be_handed_over_for_too_long_is_given_up() throws Exception {
        try (var service = start(freePort(), Map.of("todo.mail.give-up-after", "2s"))) {
            add(service, 1);

            await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'FAILED' AND reason = 'GAVE_UP'"))
                    .isEqualTo(1));
        }
    }

    @Test
    void mails_go_on_after_the_database_was_away() throws Exception {
        int port = freePort();
        var mailbox = mailbox(port);
        try (var service = start(port, Map.of())) {
            POSTGRES.cutConnections();
            await().ignoreExceptions().until(() -> add(service, 1));

            await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'SENT'"))
                    .isEqualTo(1));
        } finally {
            mailbox.stop();
        }
    }

    @Test
    void a_database_that_is_away_is_one_line_of_the_log() throws Exception {
        try (var proxy = TcpProxy.to(POSTGRES.port());
                var service = start(freePort(), Map.of("TODO_DATABASE_URL", POSTGRES.url(proxy)))) {
            add(service, 1);
            proxy.refuse();
            await().atMost(LONG).until(() -> !log.all().isEmpty());
            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line.getThrowableProxy())
                    .isNull());
            proxy.restore();
        }
    }

    @Test
    void replicas_share_the_work_and_send_each_mail_once() throws Exception {
        int port = freePort();
        var mailbox = mailbox(port);
        try (var one = start(port, Map.of());
                var other = start(port, Map.of())) {
            add(one, 50);
            add(other, 50);

            await().atMost(LONG).untilAsserted(() -> assertThat(deliveries("state = 'SENT' AND attempts = 1"))
                    .isEqualTo(100));
            assertThat(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                    .hasSize(100);
        } finally {
            mailbox.stop();
        }
    }

    @Test
    void a_lease_holds_for_a_replica_whose_clock_is_ahead() throws Exception {
        var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (var service = start(silent.getLocalPort(), Map.of())) {
            add(service, 1);
            await().until(() -> deliveries("attempts = 1") == 1);

            var ahead = new Deliveries(
                    service.bean(Transactions.class),
                    service.bean(DeliveryStore.class),
                    service.bean(DeliveryReports.class),
                    service.bean(MailConfig.class),
                    Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
            assertThat(ahead.lease(1)).isEmpty();
            silent.close(); // or the service would wait for the mail server before it ends
        }
    }

    private Service start(int smtpPort, Map<String, Object> others) {
        var properties = new java.util.HashMap<>(others);
        properties.put("TODO_SMTP_PORT", smtpPort);
        return Service.start(POSTGRES, KAFKA, auth, properties);
    }

    private boolean add(Service service, int mails) {
        for (int i = 0; i < mails; i++) {
            var notice = new Notice(user, "task.completed", "\"Buy milk\" is done", "", UUID.randomUUID());
            service.bean(Transactions.class).inTransactionDo(tx -> service.bean(Deliveries.class)
                    .add(tx, service.bean(Feeds.class).add(tx, notice)));
        }
        return true;
    }

    private int deliveries(String condition) throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM delivery WHERE user_id = ? AND " + condition)) {
            statement.setObject(1, user);
            var row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    private static GreenMail mailbox(int port) {
        var mailbox = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        return mailbox;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
