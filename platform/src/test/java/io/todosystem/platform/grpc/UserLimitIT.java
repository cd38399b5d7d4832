package io.todosystem.platform.grpc;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.SettableTicker;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How often one user may call, under time that a test moves. */
final class UserLimitIT {
    private static ServerUnderTest server;

    @BeforeAll
    static void start() {
        server = new ServerUnderTest(
                Map.of("todo.limits.enabled", true, "todo.limits.requests", 15, "test.ticker", "moved"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void one_call_too_many_is_refused_until_its_time_has_come() {
        UUID ann = UUID.randomUUID();
        String first = server.auth.tokenFor(ann);
        String second = server.auth.tokenFor(ann);
        for (int i = 0; i < 15; i++) {
            get(i % 2 == 0 ? first : second);
        }

        Failure refused = refusal(second);
        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.reason()).isEqualTo("RATE_LIMITED");
        assertThat(refused.retryAfter()).hasValue(Duration.ofMinutes(1));
        assertThat(refusal(server.auth.apiTokenFor(ann, Scope.SCOPE_TASKS_READ)).reason())
                .isEqualTo("RATE_LIMITED");

        SettableTicker.advance(Duration.ofMinutes(1));
        get(first);
        assertThat(refusal(first).reason()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void others_are_not_held_up() {
        UUID ann = UUID.randomUUID();
        for (int i = 0; i < 15; i++) {
            get(server.auth.tokenFor(ann));
        }
        assertThat(refusal(server.auth.tokenFor(ann)).reason()).isEqualTo("RATE_LIMITED");

        get(server.auth.tokenFor(UUID.randomUUID()));
    }

    private static Failure refusal(String token) {
        return Failures.from(catchThrowableOfType(StatusRuntimeException.class, () -> get(token)));
    }

    private static void get(String token) {
        TestChannels.withToken(TasksServiceGrpc.newBlockingStub(server.channel), token)
                .getTask(GetTaskRequest.newBuilder()
                        .setTaskId(UUID.randomUUID().toString())
                        .build());
    }
}
