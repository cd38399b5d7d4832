package io.todosystem.e2e.walk;

import io.todosystem.e2e.Bearer;
import io.todosystem.e2e.Stack;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code ./todo admin rotate-keys --now} does to the whole system. */
@ExtendWith(Stack.Extension.class)
class StolenKeyIT {
    private static final List<String> PATHS = List.of("/api/v1/me", "/api/v1/tasks", "/api/v1/notifications");
    private static final Duration REFUSED = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Stack stack;
    private final List<Rpc> reads;

    StolenKeyIT(Stack stack) {
        this.stack = stack;
        this.reads = Rpc.all().stream()
                .filter(rpc -> rpc.method().equals("ListTasks")
                        || rpc.method().equals("GetUnreadCount")
                        || rpc.method().equals("GetUser"))
                .toList();
    }

    @Test
    void nothing_that_the_old_key_signed_is_believed_for_more_than_two_seconds_and_sessions_go_on() {
        var ada = stack.rest().register("Ada");
        var stream = ada.rest().follow("/api/v1/notifications/stream");
        PATHS.forEach(path -> assertThat(ada.rest().get(path).status()).isEqualTo(200));
        assertThat(reads).hasSize(3).allSatisfy(read -> assertThat(said(read, ada.accessToken()))
                .isEqualTo("UNREADABLE_MESSAGE"));

        replaceKeys(new Guests(stack, ada).process("operator").token());

        await().atMost(REFUSED).pollInterval(LOOK).untilAsserted(() -> {
            assertThat(stream).isDone();
            assertThat(PATHS).allSatisfy(path -> assertThat(ada.rest().get(path).status())
                    .isEqualTo(401));
            assertThat(reads).allSatisfy(read -> assertThat(said(read, ada.accessToken()))
                    .isEqualTo("INVALID_TOKEN"));
        });
        await().atMost(AGAIN).pollInterval(LOOK).ignoreExceptions().untilAsserted(() -> {
            var fresh = stack.rest()
                    .post("/api/v1/auth/login", Map.of("email", ada.email(), "password", ada.password()))
                    .text("/access_token");
            assertThat(PATHS).allSatisfy(path -> assertThat(
                            stack.rest().as(fresh).get(path).status())
                    .isEqualTo(200));
        });
        assertThat(stack.rest()
                        .post("/api/v1/auth/refresh", Map.of("refresh_token", ada.refreshToken()))
                        .status())
                .isEqualTo(200);
    }

    private String said(Rpc rpc, String token) {
        return rpc.call(stack.channel(rpc.process()), token).reason();
    }

    private void replaceKeys(String operator) {
        var _ = AuthServiceGrpc.newBlockingStub(stack.channel("auth"))
                .withInterceptors(Bearer.of(operator))
                .rotateKeys(RotateKeysRequest.newBuilder().setNow(true).build());
    }
}
