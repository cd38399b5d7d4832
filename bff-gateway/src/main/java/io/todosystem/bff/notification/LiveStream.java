package io.todosystem.bff.notification;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc.NotificationsServiceBlockingStub;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Passes the service's stream of notifications on as server-sent events.
 *
 * <p>It takes a message from the service only when the client has room for it. The service's stream ends when the client
 * goes, when it takes nothing for {@link #PATIENCE}, and when the service itself says nothing for as long (it sends a
 * heartbeat every 10 s). The client then comes again with the last id that it has seen.
 */
@Singleton
final class LiveStream {
    /** How long a refusal may take to become a problem document; after that the answer begins without a message. */
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final NotificationsServiceBlockingStub notifications;
    private final JsonMapper json;
    private final StreamSlots slots = new StreamSlots();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LiveStream(Channels channels, JsonMapper json) {
        this.notifications = NotificationsServiceGrpc.newBlockingStub(channels.onBehalf("notification"));
        this.json = json;
    }

    /** The events after this sequence. A stream that the service refuses at once is an exception here. */
    Publisher<Event<String>> open(long afterSequence) {
        var caller = Caller.current().key();
        slots.take(caller);
        var call = Context.current().withCancellation();
        call.addListener(ended -> slots.giveBack(caller), Runnable::run);
        try {
            return events(call, afterSequence);
        } catch (RuntimeException e) {
            call.cancel(e);
            throw e;
        }
    }

    private Flux<Event<String>> events(CancellableContext call, long afterSequence) {
        var request = StreamNotificationsRequest.newBuilder()
                .setAfterSequence(afterSequence)
                .build();
        var messages = inContext(call, request);
        var first = threads.submit(messages::hasNext);
        awaitFirst(first);
        return Flux.<Event<String>>generate(sink -> next(first, messages, sink))
                .subscribeOn(Schedulers.fromExecutorService(threads))
                .startWith(Event.of("").comment("open").retry(RETRY))
                .timeout(PATIENCE)
                .onErrorComplete(TimeoutException.class)
                .doFinally(signal -> call.cancel(null));
    }

    private Iterator<StreamNotificationsResponse> inContext(
            CancellableContext call, StreamNotificationsRequest request) {
        var previous = call.attach();
        try {
            return notifications.streamNotifications(request);
        } finally {
            call.detach(previous);
        }
    }

    private static void awaitFirst(Future<Boolean> first) {
        try {
            first.get(FIRST_MESSAGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException quiet) {
            return;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("The stream of notifications cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while opening a stream", e);
        }
    }

    /** The iterator is for one thread at a time: whoever still waits for the first message must be through. */
    private void next(
            Future<Boolean> first,
            Iterator<StreamNotificationsResponse> messages,
            SynchronousSink<Event<String>> sink) {
        try {
            if (first.get() && messages.hasNext()) {
                sink.next(event(messages.next()));
            } else {
                sink.complete();
            }
        } catch (StatusRuntimeException | ExecutionException ended) {
            sink.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.complete();
        }
    }

    private Event<String> event(StreamNotificationsResponse message) {
        if (!message.hasNotification()) {
            return Event.of("").comment("");
        }
        var notification = message.getNotification();
        try {
            return Event.of(json.writeValueAsString(Notification.from(notification)))
                    .id(Long.toString(notification.getSequence()))
                    .name("notification");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
