package io.todosystem.e2e;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Measures the way of a completed task to the user's live stream at 50 a second, in an open loop from the intended
 * start.
 *
 * <p>Not part of any suite, since a machine's noise is no defect. Run it with {@code -Dit.test=NotificationLatency}.
 */
@ExtendWith(Stack.Extension.class)
class NotificationLatency {
    private static final int PER_SECOND = 50;
    private static final int WARM_UP = 10 * PER_SECOND;
    private static final int MEASURED = 30 * PER_SECOND;
    private static final int USERS = 10;

    private final Stack stack;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    NotificationLatency(Stack stack) {
        this.stack = stack;
    }

    @Test
    void from_completing_to_the_live_stream() throws InterruptedException {
        List<Rest.Account> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            var user = stack.rest().register("User" + i);
            users.add(user);
            follow(user);
        }
        int count = WARM_UP + MEASURED;
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(users.get(i % USERS)
                    .rest()
                    .post("/api/v1/tasks", Map.of("title", "Number " + i))
                    .text("/id"));
        }

        long[] intended = new long[count];
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                intended[i] = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                LockSupport.parkNanos(intended[i] - System.nanoTime());
                callers.execute(() -> assertThat(users.get(number % USERS)
                                .rest()
                                .post("/api/v1/tasks/" + tasks.get(number) + ":complete", Map.of())
                                .status())
                        .isEqualTo(200));
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> seen.keySet().containsAll(tasks));

        long[] micros = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            int number = WARM_UP + i;
            micros[i] = (seen.getOrDefault(tasks.get(number), Long.MAX_VALUE) - intended[number]) / 1_000;
        }
        java.util.Arrays.sort(micros);
        System.out.printf(
                "MEASURED completing to live stream at %d/s: median %.1f ms, p99 %.1f ms, max %.1f ms, n = %d%n",
                PER_SECOND,
                micros[MEASURED / 2] / 1e3,
                micros[MEASURED * 99 / 100] / 1e3,
                micros[MEASURED - 1] / 1e3,
                MEASURED);
    }

    private void follow(Rest.Account user) {
        var channel =
                io.grpc.ClientInterceptors.intercept(stack.channel("notification"), Bearer.of(user.accessToken()));
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(NotificationsServiceGrpc.getStreamNotificationsMethod(), CallOptions.DEFAULT),
                StreamNotificationsRequest.newBuilder().setAfterSequence(0).build(),
                new StreamObserver<StreamNotificationsResponse>() {
                    @Override
                    public void onNext(StreamNotificationsResponse answer) {
                        if (answer.getNotification().getKind().equals("task.completed")) {
                            seen.putIfAbsent(answer.getNotification().getSubjectId(), System.nanoTime());
                        }
                    }

                    @Override
                    public void onError(Throwable end) {}

                    @Override
                    public void onCompleted() {}
                });
    }
}
