package io.todosystem.notification.feed;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.todosystem.notification.Service;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of StreamNotifications that remembers what it was sent. */
final class Follower
        implements ClientResponseObserver<StreamNotificationsRequest, StreamNotificationsResponse>, AutoCloseable {

    private final List<Long> sequences = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private final boolean reading;
    private int heartbeats;
    private @Nullable ClientCallStreamObserver<StreamNotificationsRequest> call;

    private Follower(boolean reading) {
        this.reading = reading;
    }

    /** Returns when the stream stands or has been refused. */
    static Follower of(Service service, String token, long afterSequence) throws InterruptedException {
        return start(new Follower(true), service, token, afterSequence);
    }

    /** Takes the first message and no other until {@link #readOn}. */
    static Follower halted(Service service, String token, long afterSequence) throws InterruptedException {
        return start(new Follower(false), service, token, afterSequence);
    }

    void readOn() {
        Objects.requireNonNull(call).request(Integer.MAX_VALUE);
    }

    synchronized List<Long> sequences() {
        return List.copyOf(sequences);
    }

    synchronized int heartbeats() {
        return heartbeats;
    }

    /** Waits for it. */
    Status.Code endCode() throws Exception {
        return end.get(10, TimeUnit.SECONDS).getStatus().getCode();
    }

    /** Waits for it. */
    String endReason() throws Exception {
        return Failures.from(end.get(10, TimeUnit.SECONDS)).reason();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamNotificationsRequest> observer) {
        call = observer;
        observer.disableAutoRequestWithInitial(reading ? Integer.MAX_VALUE : 1);
    }

    @Override
    public synchronized void onNext(StreamNotificationsResponse message) {
        if (message.hasNotification()) {
            sequences.add(message.getNotification().getSequence());
        } else {
            heartbeats++;
        }
        begun.countDown();
    }

    @Override
    public void onError(Throwable thrown) {
        end.complete((StatusRuntimeException) thrown);
        begun.countDown();
    }

    @Override
    public void onCompleted() {
        onError(Status.OK.asRuntimeException());
    }

    @Override
    public void close() {
        Objects.requireNonNull(call).cancel("no longer needed", null);
    }

    private static Follower start(Follower follower, Service service, String token, long afterSequence)
            throws InterruptedException {
        var request = StreamNotificationsRequest.newBuilder()
                .setAfterSequence(afterSequence)
                .build();
        service.streaming(token).streamNotifications(request, follower);
        if (!follower.begun.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no first message");
        }
        return follower;
    }
}
