package io.todosystem.notification.delivery;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.notification.Publisher;
import io.todosystem.notification.Service;
import io.todosystem.notification.TestEvents;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import io.todosystem.proto.events.v1.TaskCompleted;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.events.v1.UserRegistered;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.Notification;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From the event in Kafka to the mail in the mailbox, over real servers. */
class MailIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    static final FakeAuth AUTH = new FakeAuth();
    static GreenMail mailbox;
    static Service service;
    static Publisher publisher;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        service = Service.start(
                POSTGRES,
                KAFKA,
                AUTH,
                Map.of("TODO_SMTP_PORT", mailbox.getSmtp().getPort(), "TODO_MAIL_FROM", "Todo <todo@example.com>"));
        publisher = new Publisher(KAFKA.bootstrap());
    }

    @AfterAll
    static void stop() {
        publisher.close();
        service.close();
        mailbox.stop();
        AUTH.close();
    }

    @Test
    void a_completed_task_is_in_the_feed_and_in_the_mailbox() throws Exception {
        complete(UUID.randomUUID(), "Buy <milk> & \"Käse\"");

        await().until(() -> mails().size() == 1);

        MimeMessage mail = mails().getFirst();
        assertThat(mail.getSubject()).isEqualTo("\"Buy <milk> & \"Käse\"\" is done");
        assertThat(mail.getHeader("From")).containsExactly("Todo <todo@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("You completed it.");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("&quot;Buy &lt;milk&gt; &amp; &quot;Käse&quot;&quot; is done");
        assertThat(feed()).singleElement().satisfies(entry -> {
            assertThat(entry.getKind()).isEqualTo("task.completed");
            assertThat(entry.getRead()).isFalse();
            assertThat(entry.getSequence()).isEqualTo(1);
        });
        assertThat(mail.getMessageID()).isEqualTo("<" + delivery("id") + "@example.com>");
        await().untilAsserted(() -> assertThat(delivery("state")).isEqualTo("SENT"));
    }

    @Test
    void an_event_that_comes_twice_is_told_once() throws Exception {
        UUID id = UUID.randomUUID();
        complete(id, "Buy milk");
        complete(id, "Buy milk");
        complete(UUID.randomUUID(), "Buy bread");

        await().until(() -> mails().size() == 2);

        assertThat(feed())
                .extracting(Notification::getTitle)
                .containsExactly("\"Buy bread\" is done", "\"Buy milk\" is done");
    }

    @Test
    void accounts_are_mailed_about_and_new_tasks_are_not() throws Exception {
        publisher.publish(
                "user-events",
                user,
                "user.registered",
                UserRegistered.newBuilder().setUserId(user.toString()).build());
        publisher.publish(
                "user-events",
                user,
                "user.refresh-reuse-detected",
                RefreshReuseDetected.newBuilder().setUserId(user.toString()).build());
        publisher.publish(
                "task-events",
                user,
                "task.created",
                TaskCreated.newBuilder()
                        .setTask(TestEvents.task(user, "Buy milk"))
                        .setActorId(user.toString())
                        .build());

        await().until(() -> mails().size() == 2 && feed().size() == 3);

        assertThat(mails())
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder("Welcome to todo-system", "One of your sessions was ended for your safety");
    }

    @Test
    void a_mail_for_an_unknown_user_is_dropped() throws Exception {
        AUTH.forget(user);
        complete(UUID.randomUUID(), "Buy milk");

        await().untilAsserted(() -> assertThat(delivery("state")).isEqualTo("DROPPED"));

        assertThat(events()).containsExactly("notification.failed 1 USER_UNKNOWN");
        assertThat(mails()).isEmpty();
    }

    @Test
    void what_became_of_a_mail_is_published_in_its_users_order() throws Exception {
        complete(UUID.randomUUID(), "Buy milk");
        complete(UUID.randomUUID(), "Buy bread");

        await().untilAsserted(() ->
                assertThat(events()).containsExactly("notification.sent 1 null", "notification.sent 2 null"));
    }

    private void complete(UUID eventId, String title) throws Exception {
        var completed = TaskCompleted.newBuilder()
                .setTask(TestEvents.task(user, title))
                .setActorId(user.toString())
                .build();
        publisher.publish(eventId, "task-events", user, "task.completed", completed);
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(mailbox.getReceivedMessagesForDomain(user + "@example.com"))
                .toList();
    }

    private List<Notification> feed() {
        return service.as(user)
                .listNotifications(ListNotificationsRequest.getDefaultInstance())
                .getNotificationsList();
    }

    private String delivery(String column) throws SQLException {
        return query("SELECT " + column + " FROM delivery WHERE user_id = ?").stream()
                .findFirst()
                .orElse("none yet");
    }

    private List<String> events() throws SQLException {
        return query("""
                SELECT event_type || ' ' || sequence || ' ' || coalesce(payload ->> 'reason', 'null')
                FROM outbox WHERE event_key = ?::text ORDER BY id""");
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
