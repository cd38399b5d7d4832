package io.todosystem.bff.notification;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import io.todosystem.bff.exchange.HttpSettings;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.BearerToken;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.lifecycle.Drain;
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
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Passes the service's stream of notifications on as server-sent events.
 *
 * <p>It takes a message from the service only when the client has room for it. The service's stream ends when the
 * client goes, when it takes nothing for {@link #PATIENCE}, and when the service itself says nothing for as long (it
 * sends a heartbeat every 10 s). The client then comes again with the last id that it has seen.
 *
 * <p>The service ends a stream whose token is revoked; the same is looked at here, once a second, for the service may
 * be away. So is whether this process drains.
 */
@Singleton
final class LiveStream {
    /** How long a refusal may take to become a problem document; after that the answer begins without a message. */
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CHECKS = Duration.ofSeconds(1);

    private final NotificationsServiceBlockingStub notifications;
    private final Authenticator authenticator;
    private final JsonMapper json;
    private final Drain drain;
    private final StreamSlots slots;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LiveStream(Channels channels, Authenticator authenticator, JsonMapper json, Drain drain, HttpSettings settings) {
        this.notifications = NotificationsServiceGrpc.newBlockingStub(channels.onBehalf("notification"));
        this.authenticator = authenticator;
        this.json = json;
        this.drain = drain;
        this.slots = new StreamSlots(settings.maxStreams());
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
                .takeUntilOther(endOf(BearerToken.KEY.get(Context.current())))
                .startWith(Event.of("").comment("open").retry(RETRY))
                .timeout(PATIENCE)
                .onErrorComplete(TimeoutException.class)
                .doFinally(signal -> call.cancel(null));
    }

    /** Completes when the process drains, or the token does not hold any more, or nobody can say. */
    private Mono<Void> endOf(String token) {
        return Flux.interval(CHECKS)
                .onBackpressureDrop()
                .publishOn(Schedulers.fromExecutorService(threads), 1)
                .takeWhile(tick -> !drain.begun() && holds(token))
                .then();
    }

    private boolean holds(String token) {
        try {
            authenticator.verify(token);
            return true;
        } catch (Failure refused) {
            return false;
        }
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
