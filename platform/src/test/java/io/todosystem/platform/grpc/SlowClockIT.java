package io.todosystem.platform.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A process whose clock is far behind that of auth. */
class SlowClockIT {
    @Test
    void a_token_ends_when_auth_says_so() {
        try (var server = new ServerUnderTest(Map.of("test.slow-clock", true))) {
            server.services().get = task -> task;
            String token = server.auth.tokenFor(UUID.randomUUID(), UUID.randomUUID(), Duration.ofSeconds(6));
            TasksServiceBlockingStub ann =
                    TestChannels.withToken(TasksServiceGrpc.newBlockingStub(server.channel), token);
            GetTaskRequest any = GetTaskRequest.newBuilder()
                    .setTaskId(UUID.randomUUID().toString())
                    .build();
            var _ = ann.getTask(any);

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            catchThrowableOfType(StatusRuntimeException.class, () -> ann.getTask(any)))
                    .extracting(refused -> refused.getStatus().getCode())
                    .isEqualTo(Status.Code.UNAUTHENTICATED));
        }
    }

    @Factory
    @Requires(property = "test.slow-clock")
    static final class SlowClock {
        @Singleton
        @Replaces(Clock.class)
        @Bean(typed = Clock.class)
        Clock clock() {
            return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-15));
        }
    }
}
