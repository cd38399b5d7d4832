package io.todosystem.notification.feed;

import io.grpc.Status;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.notification.Service;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.proto.notifications.v1.GetUnreadCountRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsResponse;
import io.todosystem.proto.notifications.v1.MarkAllReadRequest;
import io.todosystem.proto.notifications.v1.MarkReadRequest;
import io.todosystem.proto.notifications.v1.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.notification.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class FeedIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    static final FakeAuth AUTH = new FakeAuth();
    static Service service;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = Service.start(POSTGRES, KAFKA, AUTH, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
        AUTH.close();
    }

    @Test
    void a_new_user_has_an_empty_feed() {
        assertThat(list(ListNotificationsRequest.newBuilder()))
                .isEqualTo(ListNotificationsResponse.getDefaultInstance());
        assertThat(unread()).isZero();
        assertThat(markAllRead("")).isZero();
    }

    @Test
    void pages_are_newest_first_and_whole() {
        for (int i = 1; i <= 5; i++) {
            add(user, "n" + i);
        }
        var seen = new ArrayList<String>();
        String token = "";
        do {
            var page = list(ListNotificationsRequest.newBuilder().setPageSize(2).setPageToken(token));
            assertThat(page.getUnreadCount()).isEqualTo(5);
            page.getNotificationsList().forEach(notification -> seen.add(notification.getTitle()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(seen).containsExactly("n5", "n4", "n3", "n2", "n1");
    }

    @Test
    void a_page_token_is_good_for_its_query_only() {
        add(user, "a");
        add(user, "b");
        String token =
                list(ListNotificationsRequest.newBuilder().setPageSize(1)).getNextPageToken();
        var next = ListNotificationsRequest.newBuilder().setPageToken(token).build();

        assertRefused(
                () -> list(next.toBuilder().setUnreadOnly(true)), Status.Code.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN");
        assertRefused(
                () -> service.as(UUID.randomUUID()).listNotifications(next),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_PAGE_TOKEN");
    }

    @Test
    void reading_one_takes_it_from_the_unread_ones_once() {
        add(user, "a");
        String newest = add(user, "b").id().toString();

        Notification read = markRead(newest);

        assertThat(read.getRead()).isTrue();
        assertThat(markRead(newest)).isEqualTo(read);
        assertThat(unread()).isEqualTo(1);
        assertThat(list(ListNotificationsRequest.newBuilder()).getNotifications(0))
                .isEqualTo(read);
        assertThat(list(ListNotificationsRequest.newBuilder().setUnreadOnly(true))
                        .getNotificationsList())
                .extracting(Notification::getTitle)
                .containsExactly("a");
    }

    @Test
    void a_foreign_notification_is_as_unknown_as_any() {
        String foreign = add(UUID.randomUUID(), "secret").id().toString();

        for (String id : List.of(foreign, UUID.randomUUID().toString())) {
            assertRefused(() -> markRead(id), Status.Code.NOT_FOUND, "NOTIFICATION_NOT_FOUND");
        }
    }

    @Test
    void reading_all_is_done_once_for_each_request_id() {
        add(user, "a");
        add(user, "b");

        assertThat(markAllRead("once")).isEqualTo(2);
        add(user, "c");

        assertThat(markAllRead("once")).isEqualTo(2);
        assertThat(unread()).isEqualTo(1);
    }

    @Test
    void a_repetition_is_answered_as_the_first_and_says_so() {
        var reading = MarkReadRequest.newBuilder()
                .setNotificationId(add(user, "a").id().toString())
                .setRequestId("one")
                .build();
        var first = service.as(user).markRead(reading);
        assertThat(first.getReplayed()).isFalse();
        assertThat(service.as(user).markRead(reading))
                .isEqualTo(first.toBuilder().setReplayed(true).build());

        var readingAll = MarkAllReadRequest.newBuilder().setRequestId("all").build();
        assertThat(service.as(user).markAllRead(readingAll).getReplayed()).isFalse();
        assertThat(service.as(user).markAllRead(readingAll).getReplayed()).isTrue();
    }

    @Test
    void bad_requests_are_refused() {
        assertRefused(
                () -> list(ListNotificationsRequest.newBuilder().setPageSize(-1)),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_FIELD");
        assertRefused(() -> markRead("7"), Status.Code.INVALID_ARGUMENT, "INVALID_FIELD");
        assertRefused(
                () -> service.withToken("nonsense").getUnreadCount(GetUnreadCountRequest.getDefaultInstance()),
                Status.Code.UNAUTHENTICATED,
                "INVALID_TOKEN");
    }

    @Test
    void the_counter_never_drifts_from_what_it_counts() throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            work.add(() -> add(user, "n"));
            work.add(i % 4 == 0 ? () -> markAllRead("") : this::readNewest);
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        var all = list(ListNotificationsRequest.newBuilder().setPageSize(200));

        assertThat(all.getUnreadCount())
                .isEqualTo(unread())
                .isEqualTo(all.getNotificationsList().stream()
                        .filter(notification -> !notification.getRead())
                        .count());
        assertThat(all.getNotificationsList().reversed())
                .extracting(Notification::getSequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
    }

    private Object readNewest() {
        return list(ListNotificationsRequest.newBuilder().setPageSize(1)).getNotificationsList().stream()
                .map(newest -> markRead(newest.getId()))
                .toList();
    }

    private ListNotificationsResponse list(ListNotificationsRequest.Builder request) {
        return service.as(user).listNotifications(request.build());
    }

    private Notification markRead(String id) {
        return service.as(user)
                .markRead(MarkReadRequest.newBuilder().setNotificationId(id).build())
                .getNotification();
    }

    private long markAllRead(String requestId) {
        return service.as(user)
                .markAllRead(
                        MarkAllReadRequest.newBuilder().setRequestId(requestId).build())
                .getMarkedCount();
    }

    private long unread() {
        return service.as(user)
                .getUnreadCount(GetUnreadCountRequest.getDefaultInstance())
                .getUnreadCount();
    }

    private static FeedEntry add(UUID userId, String title) {
        var notice = new Notice(userId, "task.created", title, "", UUID.randomUUID());
        return service.bean(Transactions.class)
                .inTransaction(tx -> service.bean(Feeds.class).add(tx, notice));
    }
}
