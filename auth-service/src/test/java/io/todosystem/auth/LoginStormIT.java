package io.todosystem.auth;

import io.grpc.Status.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.User;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Far more people sign in than passwords can be hashed. */
final class LoginStormIT {
    @RegisterExtension
    static final AuthExtension AUTH =
            new AuthExtension().with("todo.auth.hashing.threads", 1).with("todo.auth.hashing.queue", 2);

    private static final int PEOPLE = 24;

    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean raging = new AtomicBoolean(true);

    @Test
    void whoever_is_signed_in_reads_on_and_the_others_are_told_at_once_when_to_come_back() {
        RegisterResponse ada = AUTH.process().register();
        AuthServiceBlockingStub user = AUTH.process().with(ada.getTokens().getAccessToken());
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PEOPLE; i++) {
                people.execute(this::signInAgainAndAgain);
            }
            try {
                readAmong(user, ada.getUser());
            } finally {
                raging.set(false);
            }
        }

        assertThat(answers.keySet()).contains("HASHING_BUSY", "INVALID_CREDENTIALS");
        MeterRegistry metrics = AUTH.process().bean(MeterRegistry.class);
        assertThat(metrics.get("todo.hashing.refused").counter().count()).isEqualTo(count("HASHING_BUSY"));
        assertThat(metrics.get("todo.hashing").timer().count()).isGreaterThan(count("INVALID_CREDENTIALS"));
        assertThat(metrics.get("todo.hashing.waiting").gauge().value()).isZero();
    }

    private void readAmong(AuthServiceBlockingStub user, User ada) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("HASHING_BUSY") > PEOPLE && count("INVALID_CREDENTIALS") > 1);
        int before = count("HASHING_BUSY");
        for (int i = 0; i < 50; i++) {
            assertThat(user.withDeadlineAfter(20, TimeUnit.SECONDS)
                            .getUser(GetUserRequest.getDefaultInstance())
                            .getUser())
                    .isEqualTo(ada);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> count("HASHING_BUSY") > before);
    }

    private void signInAgainAndAgain() {
        while (raging.get()) {
            Failure refused = failureOf(() -> AUTH.process()
                    .anonymous()
                    .withDeadlineAfter(1, TimeUnit.MINUTES)
                    .login(LoginRequest.newBuilder()
                            .setEmail("nobody-" + UUID.randomUUID() + "@example.com")
                            .setPassword(AuthProcess.PASSWORD)
                            .build()));
            if (refused.reason().equals("HASHING_BUSY")) {
                assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
            }
            answers.computeIfAbsent(refused.reason(), _ -> new AtomicInteger()).incrementAndGet();
        }
    }

    private int count(String reason) {
        return answers.getOrDefault(reason, new AtomicInteger()).get();
    }
}
