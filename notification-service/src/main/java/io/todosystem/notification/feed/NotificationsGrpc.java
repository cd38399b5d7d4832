package io.todosystem.notification.feed;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.todosystem.eventing.idempotency.Idempotency;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.paging.PageTokens;
import io.todosystem.proto.notifications.v1.GetUnreadCountRequest;
import io.todosystem.proto.notifications.v1.GetUnreadCountResponse;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsResponse;
import io.todosystem.proto.notifications.v1.MarkAllReadRequest;
import io.todosystem.proto.notifications.v1.MarkAllReadResponse;
import io.todosystem.proto.notifications.v1.MarkReadRequest;
import io.todosystem.proto.notifications.v1.MarkReadResponse;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

import static io.todosystem.platform.grpc.Responses.respond;

/** The feed's RPCs. Everybody sees their own feed only. */
@Singleton
final class NotificationsGrpc extends NotificationsServiceGrpc.NotificationsServiceImplBase {

    private final Transactions transactions;
    private final FeedStore store;
    private final Idempotency idempotency;
    private final PageTokens pageTokens;
    private final LiveStreams streams;

    NotificationsGrpc(
            Transactions transactions,
            FeedStore store,
            Idempotency idempotency,
            PageTokens pageTokens,
            LiveStreams streams) {
        this.transactions = transactions;
        this.store = store;
        this.idempotency = idempotency;
        this.pageTokens = pageTokens;
        this.streams = streams;
    }

    @Override
    public void listNotifications(
            ListNotificationsRequest request, StreamObserver<ListNotificationsResponse> observer) {
        respond(observer, () -> list(Caller.requireUser().id(), request));
    }

    @Override
    public void getUnreadCount(GetUnreadCountRequest request, StreamObserver<GetUnreadCountResponse> observer) {
        UUID userId = Caller.requireUser().id();
        respond(observer, () -> GetUnreadCountResponse.newBuilder()
                .setUnreadCount(transactions.query(connection -> store.unreadCount(connection, userId)))
                .build());
    }

    @Override
    public void markRead(MarkReadRequest request, StreamObserver<MarkReadResponse> observer) {
        respond(observer, () -> markRead(Caller.requireUser().id(), request));
    }

    @Override
    public void markAllRead(MarkAllReadRequest request, StreamObserver<MarkAllReadResponse> observer) {
        respond(observer, () -> markAllRead(Caller.requireUser().id(), request));
    }

    @Override
    public void streamNotifications(
            StreamNotificationsRequest request, StreamObserver<StreamNotificationsResponse> observer) {
        streams.open(Caller.requireUser().id(), request.getAfterSequence(), (ServerCallStreamObserver<
                        StreamNotificationsResponse>)
                observer);
    }

    private ListNotificationsResponse list(UUID userId, ListNotificationsRequest request) {
        int size = PageSize.of(request.getPageSize());
        String query = "notifications " + userId + (request.getUnreadOnly() ? " unread" : "");
        long before = request.getPageToken().isEmpty()
                ? Long.MAX_VALUE
                : Long.parseLong(pageTokens.open(query, request.getPageToken()));
        FeedPage found = transactions.query(
                connection -> store.before(connection, userId, before, request.getUnreadOnly(), size + 1));
        List<FeedEntry> page =
                found.entries().subList(0, Math.min(size, found.entries().size()));
        var response = ListNotificationsResponse.newBuilder().setUnreadCount(found.unreadCount());
        page.forEach(entry -> response.addNotifications(entry.toProto()));
        if (found.entries().size() > size) {
            response.setNextPageToken(
                    pageTokens.seal(query, Long.toString(page.getLast().sequence())));
        }
        return response.build();
    }

    private MarkReadResponse markRead(UUID userId, MarkReadRequest request) {
        UUID id = UUID.fromString(request.getNotificationId());
        var answer = transactions.inTransaction(tx -> idempotency.once(
                tx, "MarkRead", request.getRequestId(), request, MarkReadResponse.getDefaultInstance(), () -> {
                    FeedEntry entry = store.markRead(tx, userId, id)
                            .orElseThrow(
                                    () -> Failure.notFound("NOTIFICATION_NOT_FOUND", "You have no notification " + id));
                    return MarkReadResponse.newBuilder()
                            .setNotification(entry.toProto())
                            .build();
                }));
        return answer.message().toBuilder().setReplayed(answer.replayed()).build();
    }

    private MarkAllReadResponse markAllRead(UUID userId, MarkAllReadRequest request) {
        var answer = transactions.inTransaction(tx -> idempotency.once(
                tx,
                "MarkAllRead",
                request.getRequestId(),
                request,
                MarkAllReadResponse.getDefaultInstance(),
                () -> MarkAllReadResponse.newBuilder()
                        .setMarkedCount(store.markAllRead(tx, userId))
                        .build()));
        return answer.message().toBuilder().setReplayed(answer.replayed()).build();
    }
}
