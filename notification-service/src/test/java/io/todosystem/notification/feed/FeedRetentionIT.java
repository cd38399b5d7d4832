package io.todosystem.notification.feed;

import io.todosystem.eventing.retention.Retention;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.notification.Service;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.Notification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeedRetentionIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    private final UUID user = UUID.randomUUID();

    @Test
    void what_is_older_than_half_a_year_goes_and_the_feed_counts_on() throws Exception {
        try (var auth = new FakeAuth();
                var service = Service.start(POSTGRES, KAFKA, auth, Map.of());
                var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO feed VALUES ('%1$s', 2500, 1250);
                    INSERT INTO notification (user_id, sequence, id, kind, title, body, subject_id, read, create_time)
                    SELECT '%1$s', n, gen_random_uuid(), 'task.created', 't', '', gen_random_uuid(), n %% 2 = 0,
                        now() - CASE WHEN n <= 2490 THEN interval '181 days' ELSE interval '179 days' END
                    FROM generate_series(1, 2500) AS n;
                    INSERT INTO delivery (id, notification_id, user_id, channel, state, due_time, create_time, headers)
                    SELECT gen_random_uuid(), id, user_id, 'mail', 'SENT', create_time, create_time, '{}'
                    FROM notification WHERE sequence IN (1, 2500)""".formatted(user));

            assertThat(service.bean(Retention.class).purge()).isEqualTo(2490);

            var page = service.as(user).listNotifications(ListNotificationsRequest.getDefaultInstance());
            assertThat(page.getUnreadCount()).isEqualTo(5);
            assertThat(page.getNotificationsList())
                    .extracting(Notification::getSequence)
                    .containsExactly(2500L, 2499L, 2498L, 2497L, 2496L, 2495L, 2494L, 2493L, 2492L, 2491L);
            try (var rows = statement.executeQuery("SELECT count(*) FROM delivery")) {
                assertThat(rows.next() && rows.getInt(1) == 1).isTrue();
            }
        }
    }

    @Test
    void a_notification_stays_until_its_mail_is_sent_or_given_up() throws Exception {
        var other = UUID.randomUUID();
        try (var auth = new FakeAuth();
                var service = Service.start(POSTGRES, KAFKA, auth, Map.of());
                var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO feed VALUES ('%1$s', 1, 1), ('%2$s', 1, 1);
                    INSERT INTO notification (user_id, sequence, id, kind, title, body, subject_id, create_time)
                    SELECT id, 1, gen_random_uuid(), 'task.completed', 't', '', gen_random_uuid(),
                        now() - interval '181 days'
                    FROM unnest(ARRAY['%1$s', '%2$s']::uuid[]) AS id;
                    INSERT INTO delivery (id, notification_id, user_id, channel, state, due_time, create_time, headers)
                    SELECT gen_random_uuid(), id, user_id, 'mail', 'PENDING', now() + interval '1 day', create_time, '{}'
                    FROM notification WHERE user_id = '%1$s'""".formatted(user, other));

            assertThat(service.bean(Retention.class).purge()).isOne();

            assertThat(service.as(user)
                            .listNotifications(ListNotificationsRequest.getDefaultInstance())
                            .getNotificationsList())
                    .hasSize(1);
            statement.execute("UPDATE delivery SET state = 'FAILED' WHERE user_id = '%s'".formatted(user));
            assertThat(service.bean(Retention.class).purge()).isOne();
        }
    }

    @Test
    void a_feed_that_forgets_mails_which_are_still_tried_is_refused() {
        try (var auth = new FakeAuth()) {
            assertThatThrownBy(() -> Service.start(POSTGRES, KAFKA, auth, Map.of("todo.feed.retention", "1d")))
                    .hasStackTraceContaining("todo.feed.retention must be at least a day longer");
        }
    }
}
