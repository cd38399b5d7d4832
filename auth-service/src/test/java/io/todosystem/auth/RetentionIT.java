package io.todosystem.auth;

import io.todosystem.eventing.retention.Retention;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import io.todosystem.proto.auth.v1.DeleteApiTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions and API tokens are forgotten once nobody can believe them any more, not before. */
final class RetentionIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final SettableClock clock = AUTH.clock();
    private final AuthProcess auth = AUTH.process();

    @Test
    void a_session_is_kept_until_its_last_token_is_over() throws Exception {
        RegisterResponse ended = auth.register();
        clock.advance(Duration.ofDays(1));
        RegisterResponse later = auth.register();

        clock.advance(Duration.ofDays(29).plusMinutes(11));
        purge();
        assertThat(sessionsOf(ended)).isOne();

        clock.advance(Duration.ofMinutes(2));
        purge();
        assertThat(sessionsOf(ended)).isZero();
        assertThat(sessionsOf(later)).isOne();
    }

    @Test
    void an_api_token_is_kept_until_its_end_is_known_everywhere() throws Exception {
        AuthServiceBlockingStub user = auth.with(auth.register().getTokens().getAccessToken());
        String deleted = createApiToken(user);
        String live = createApiToken(user);
        user.deleteApiToken(
                DeleteApiTokenRequest.newBuilder().setApiTokenId(deleted).build());

        clock.advance(Duration.ofMinutes(11));
        purge();
        assertThat(apiTokens(deleted)).isOne();

        clock.advance(Duration.ofMinutes(2));
        purge();
        assertThat(apiTokens(deleted)).isZero();
        assertThat(apiTokens(live)).isOne();
    }

    private void purge() {
        auth.bean(Retention.class).purge();
    }

    private static String createApiToken(AuthServiceBlockingStub user) {
        return user.createApiToken(CreateApiTokenRequest.newBuilder()
                        .setName("backup")
                        .addScopes(Scope.SCOPE_TASKS_READ)
                        .build())
                .getApiToken()
                .getId();
    }

    private static int sessionsOf(RegisterResponse registered) throws SQLException {
        return AUTH.rows()
                .all(
                        "SELECT id FROM sessions WHERE user_id = ?::uuid",
                        registered.getUser().getId())
                .size();
    }

    private static int apiTokens(String id) throws SQLException {
        return AUTH.rows()
                .all("SELECT id FROM api_tokens WHERE id = ?::uuid", id)
                .size();
    }
}
