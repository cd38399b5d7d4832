package io.todosystem.bff;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.notifications.v1.ListNotificationsRequest;
import io.todosystem.proto.notifications.v1.ListNotificationsResponse;
import io.todosystem.proto.notifications.v1.MarkAllReadRequest;
import io.todosystem.proto.notifications.v1.MarkAllReadResponse;
import io.todosystem.proto.notifications.v1.MarkReadRequest;
import io.todosystem.proto.notifications.v1.MarkReadResponse;
import io.todosystem.proto.notifications.v1.Notification;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc.NotificationsServiceImplBase;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import static io.todosystem.bff.FakeUpstream.answer;

/** Stands for notification-service: one feed in memory, stored answers and live streams. */
final class FakeNotifications extends NotificationsServiceImplBase {
    private final List<Notification> feed = new ArrayList<>();
    private final Map<String, MarkReadResponse> read = new HashMap<>();
    private final Map<String, MarkAllReadResponse> allRead = new HashMap<>();
    private final Set<StreamObserver<StreamNotificationsResponse>> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean quiet;

    /** Puts one into the feed and all streams. */
    synchronized Notification notify(String kind) {
        var notification = Notification.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setTitle("It happened")
                .setBody("Line one\nline two")
                .setSubjectId(UUID.randomUUID().toString())
                .setCreateTime(Timestamps.fromSeconds(1_763_629_200))
                .setSequence(feed.size() + 1)
                .build();
        feed.add(notification);
        streams.forEach(stream -> send(stream, notification));
        return notification;
    }

    synchronized void heartbeat() {
        streams.forEach(stream -> stream.onNext(StreamNotificationsResponse.getDefaultInstance()));
    }

    /** As when the token ends. */
    synchronized void endStreams() {
        streams.forEach(stream -> stream.onError(Status.UNAUTHENTICATED.asRuntimeException()));
        streams.clear();
    }

    /** From now on a stream begins without a message, as when the service is slow. */
    void beginQuietly() {
        quiet = true;
    }

    int openStreams() {
        return streams.size();
    }

    synchronized void clear() {
        feed.clear();
    }

    @Override
    public synchronized void listNotifications(
            ListNotificationsRequest request, StreamObserver<ListNotificationsResponse> observer) {
        var unread =
                feed.stream().filter(notification -> !notification.getRead()).toList();
        answer(observer, () -> ListNotificationsResponse.newBuilder()
                .addAllNotifications((request.getUnreadOnly() ? unread : feed).reversed())
                .setUnreadCount(unread.size())
                .build());
    }

    @Override
    public synchronized void markRead(MarkReadRequest request, StreamObserver<MarkReadResponse> observer) {
        boolean replayed = read.containsKey(request.getRequestId());
        answer(
                observer,
                () ->
                        read
                                .computeIfAbsent(request.getRequestId(), _ -> readOne(request.getNotificationId()))
                                .toBuilder()
                                .setReplayed(replayed)
                                .build());
    }

    private MarkReadResponse readOne(String id) {
        for (int i = 0; i < feed.size(); i++) {
            if (feed.get(i).getId().equals(id)) {
                feed.set(i, feed.get(i).toBuilder().setRead(true).build());
                return MarkReadResponse.newBuilder()
                        .setNotification(feed.get(i))
                        .build();
            }
        }
        throw Failure.notFound("NOTIFICATION_NOT_FOUND", "There is no such notification");
    }

    @Override
    public synchronized void markAllRead(MarkAllReadRequest request, StreamObserver<MarkAllReadResponse> observer) {
        boolean replayed = allRead.containsKey(request.getRequestId());
        answer(observer, () -> allRead.computeIfAbsent(request.getRequestId(), _ -> readAll()).toBuilder()
                .setReplayed(replayed)
                .build());
    }

    private MarkAllReadResponse readAll() {
        long unread =
                feed.stream().filter(notification -> !notification.getRead()).count();
        feed.replaceAll(notification -> notification.toBuilder().setRead(true).build());
        return MarkAllReadResponse.newBuilder().setMarkedCount(unread).build();
    }

    @Override
    public synchronized void streamNotifications(
            StreamNotificationsRequest request, StreamObserver<StreamNotificationsResponse> observer) {
        var call = (ServerCallStreamObserver<StreamNotificationsResponse>) observer;
        call.setOnCancelHandler(() -> streams.remove(observer));
        if (!quiet) {
            observer.onNext(StreamNotificationsResponse.getDefaultInstance());
        }
        if (request.getAfterSequence() > 0) {
            feed.stream()
                    .filter(notification -> notification.getSequence() > request.getAfterSequence())
                    .forEach(notification -> send(observer, notification));
        }
        streams.add(observer);
    }

    private static void send(StreamObserver<StreamNotificationsResponse> stream, Notification notification) {
        stream.onNext(StreamNotificationsResponse.newBuilder()
                .setNotification(notification)
                .build());
    }
}
