package io.todosystem.notification.delivery;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Message;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.notification.Publisher;
import io.todosystem.notification.Service;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.proto.events.v1.PasswordChanged;
import io.todosystem.proto.events.v1.PasswordResetRequested;
import io.todosystem.proto.events.v1.UserDisabled;
import io.todosystem.proto.events.v1.UserRegistered;
import io.todosystem.proto.events.v1.VerificationRequested;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Mails about accounts, and the links in them, over real servers. */
class SecurityMailIT {

    private static final String URL = "https://todo.example.com/";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    static final FakeAuth AUTH = new FakeAuth();
    static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    static int smtpPort;
    static GreenMail mailbox;
    static Service service;
    static Publisher publisher;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        LOG.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(LOG);
        try (var socket = new ServerSocket(0)) {
            smtpPort = socket.getLocalPort();
        }
        mailbox = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        service = Service.start(POSTGRES, KAFKA, AUTH, Map.of("TODO_SMTP_PORT", smtpPort, "TODO_PUBLIC_URL", URL));
        publisher = new Publisher(KAFKA.bootstrap());
    }

    @AfterAll
    static void stop() {
        publisher.close();
        service.close();
        mailbox.stop();
        AUTH.close();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(LOG);
    }

    @Test
    void the_welcome_carries_the_link_that_auth_made_for_it() throws Exception {
        publish(
                "user.registered",
                UserRegistered.newBuilder().setUserId(user.toString()).build());

        MimeMessage mail = onlyMail();

        String token = AUTH.links(user).getFirst();
        assertThat(token).startsWith("MAIL_LINK_PURPOSE_VERIFY_EMAIL");
        assertThat(mail.getSubject()).isEqualTo("Welcome to todo-system");
        assertThat(part(mail, 0)).contains("\r\n" + URL + "verify-email#token=" + token + "\r\n");
        assertThat(part(mail, 1)).contains("href=\"" + URL + "verify-email#token=" + token + "\"");
    }

    @Test
    void a_reset_that_was_asked_for_carries_another() throws Exception {
        publish(
                "user.password-reset-requested",
                PasswordResetRequested.newBuilder().setUserId(user.toString()).build());

        MimeMessage mail = onlyMail();

        String token = AUTH.links(user).getFirst();
        assertThat(token).startsWith("MAIL_LINK_PURPOSE_RESET_PASSWORD");
        assertThat(part(mail, 0)).contains(URL + "reset-password#token=" + token, "for 30 minutes");
    }

    @Test
    void a_mail_that_is_tried_again_carries_the_newest_link() throws Exception {
        mailbox.stop();
        try {
            publish(
                    "user.verification-requested",
                    VerificationRequested.newBuilder()
                            .setUserId(user.toString())
                            .build());
            await().until(() -> AUTH.links(user).size() >= 2);
        } finally {
            mailbox.start();
        }

        assertThat(part(onlyMail(), 0)).contains("#token=" + AUTH.links(user).getLast());
    }

    @Test
    void mails_wait_for_auth_to_make_the_link() throws Exception {
        AUTH.stop();
        try {
            publish(
                    "user.registered",
                    UserRegistered.newBuilder().setUserId(user.toString()).build());
            await().until(() -> !query("SELECT id FROM delivery WHERE user_id = ? AND reason LIKE 'AUTH_%'")
                    .isEmpty());
        } finally {
            AUTH.start();
        }

        assertThat(part(onlyMail(), 0)).contains("#token=" + AUTH.links(user).getLast());
    }

    @Test
    void without_a_link_that_is_wanted_there_is_a_welcome_and_no_other_mail() throws Exception {
        AUTH.wantNoLinks(user);
        publish(
                "user.password-reset-requested",
                PasswordResetRequested.newBuilder().setUserId(user.toString()).build());
        publish(
                "user.registered",
                UserRegistered.newBuilder().setUserId(user.toString()).build());

        assertThat(onlyMail().getSubject()).isEqualTo("Welcome to todo-system");
        assertThat(part(onlyMail(), 0)).doesNotContain("token");
        await().untilAsserted(() -> assertThat(
                        query("SELECT state || ' ' || reason FROM delivery WHERE user_id = ? ORDER BY state"))
                .containsExactly("DROPPED LINK_NOT_WANTED", "SENT "));
    }

    @Test
    void users_are_warned_of_a_new_password_and_of_being_disabled() throws Exception {
        publish(
                "user.password-changed",
                PasswordChanged.newBuilder().setUserId(user.toString()).build());
        publish(
                "user.disabled",
                UserDisabled.newBuilder().setUserId(user.toString()).build());

        await().until(() -> mails().size() == 2);

        assertThat(mails())
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder("Your password was changed", "Your account was disabled");
        assertThat(AUTH.links(user)).isEmpty();
    }

    @Test
    void a_link_is_in_the_mail_and_nowhere_else() throws Exception {
        publish(
                "user.registered",
                UserRegistered.newBuilder().setUserId(user.toString()).build());
        onlyMail();
        await().until(() -> !query("SELECT id FROM delivery WHERE user_id = ? AND state = 'SENT'")
                .isEmpty());

        String token = AUTH.links(user).getLast();
        String address = user + "@example.com";
        for (String table : List.of("outbox", "inbox", "delivery", "notification", "dead_letters")) {
            assertThat(query("SELECT " + table + "::text FROM " + table + " WHERE ?::text IS NOT NULL"))
                    .as(table)
                    .noneMatch(row -> row.contains(token) || row.contains(address));
        }
        assertThat(query("SELECT event_type FROM outbox WHERE event_key = ?::text"))
                .containsExactly("notification.sent");
        assertThat(ourLines())
                .anyMatch(line -> line.contains(user.toString()))
                .noneMatch(line -> line.contains(token) || line.contains(address));
    }

    /** The mailbox of the test runs in this process too, and says whom it has mail for. */
    private static List<String> ourLines() {
        return List.copyOf(LOG.list).stream()
                .filter(line -> !line.getLoggerName().startsWith("com.icegreen"))
                .map(SecurityMailIT::said)
                .toList();
    }

    private static String said(ILoggingEvent line) {
        return line.getFormattedMessage()
                + line.getMDCPropertyMap()
                + line.getKeyValuePairs()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage());
    }

    private void publish(String type, Message event) throws Exception {
        publisher.publish("user-events", user, type, event);
    }

    private MimeMessage onlyMail() {
        await().until(() -> !mails().isEmpty());
        assertThat(mails()).hasSize(1);
        return mails().getFirst();
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(index)
                .getContent()
                .toString();
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                .toList();
    }

    private List<String> query(String sql) throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, user);
            var found = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
