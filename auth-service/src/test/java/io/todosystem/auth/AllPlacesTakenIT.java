package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Auth has more to do than it can: it goes on telling what every process lives by. */
final class AllPlacesTakenIT {
    private static final int PLACES = 4;
    private static final String WAITING = """
            SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO reset_requests%'
            """;

    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension().with("todo.server.max-concurrent-calls", PLACES);

    private final AuthProcess auth = AUTH.process();
    private final Rows rows = AUTH.rows();

    @Test
    void revocations_are_told_when_every_place_is_taken() throws Exception {
        AuthServiceBlockingStub bff = auth.asService("bff");
        String token = auth.register().getTokens().getAccessToken();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var holder = rows.postgres().connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE reset_requests");
            for (int i = 0; i < PLACES; i++) {
                var _ = callers.submit(() -> auth.anonymous()
                        .forgotPassword(ForgotPasswordRequest.newBuilder()
                                .setEmail("nobody@example.com")
                                .build()));
            }
            await().until(() -> rows.all(WAITING).size() == PLACES);
            await().untilAsserted(() -> assertRefused(
                    Code.RESOURCE_EXHAUSTED,
                    "TOO_MANY_CALLS",
                    () -> bff.validateToken(ValidateTokenRequest.newBuilder()
                            .setAccessToken(token)
                            .build())));

            assertThat(bff.listRevocations(ListRevocationsRequest.getDefaultInstance())
                            .getEtag())
                    .isNotEmpty();
            holder.rollback();
        }
    }
}
