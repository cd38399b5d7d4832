package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.ListSessionsRequest;
import io.todosystem.proto.auth.v1.ListSessionsResponse;
import io.todosystem.proto.auth.v1.LogoutRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.RevokeSessionRequest;
import io.todosystem.proto.auth.v1.Session;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions and their end, and what the other services learn of it. */
final class SessionsIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final SettableClock clock = AUTH.clock();
    private final AuthProcess auth = AUTH.process();

    @Test
    void a_token_is_validated_for_the_other_services() {
        RegisterResponse registered = auth.register();

        ValidateTokenResponse answer = validate(registered.getTokens().getAccessToken());

        assertThat(answer.getUser().getUserId()).isEqualTo(registered.getUser().getId());
        assertThat(answer.getUser().getSessionId()).isEqualTo(currentSession(registered));
        assertThat(answer.getUser().getRolesList())
                .isEqualTo(registered.getUser().getRolesList());
        assertThat(answer.getExpireTime().getSeconds())
                .isEqualTo(clock.instant().plusSeconds(600).getEpochSecond());
    }

    @Test
    void logout_is_in_the_set_of_revocations_at_once_and_the_token_is_refused_within_two_seconds() {
        RegisterResponse registered = auth.register();
        String session = currentSession(registered);
        AuthServiceBlockingStub user = auth.with(registered.getTokens().getAccessToken());
        String before = revocations("").getEtag();

        user.logout(LogoutRequest.getDefaultInstance());

        ListRevocationsResponse after = revocations(before);
        assertThat(after.getUnchanged()).isFalse();
        assertThat(after.getSessionIdsList()).contains(session);
        assertThat(revocations(after.getEtag()).getUnchanged()).isTrue();
        assertThat(revocations(after.getEtag()).getSessionIdsList()).isEmpty();
        assertRefused(
                Code.UNAUTHENTICATED,
                "INVALID_TOKEN",
                () -> validate(registered.getTokens().getAccessToken()));
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertRefused(
                        Code.UNAUTHENTICATED,
                        "INVALID_TOKEN",
                        () -> user.getUser(GetUserRequest.getDefaultInstance())));
        assertRefused(Code.UNAUTHENTICATED, "INVALID_REFRESH_TOKEN", () -> auth.anonymous()
                .refreshToken(RefreshTokenRequest.newBuilder()
                        .setRefreshToken(registered.getTokens().getRefreshToken())
                        .build()));
    }

    @Test
    void a_revocation_is_kept_as_long_as_access_tokens_live_and_two_minutes() {
        RegisterResponse registered = auth.register();
        String session = currentSession(registered);
        auth.with(registered.getTokens().getAccessToken()).logout(LogoutRequest.getDefaultInstance());

        clock.advance(Duration.ofMinutes(12).minusMillis(1));
        assertThat(revocations("").getSessionIdsList()).contains(session);

        String etag = revocations("").getEtag();
        clock.advance(Duration.ofMillis(1));
        assertThat(revocations(etag).getUnchanged()).isFalse();
        assertThat(revocations("").getSessionIdsList()).doesNotContain(session);
    }

    @Test
    void sessions_are_listed_newest_first_page_by_page() {
        RegisterResponse registered = auth.register();
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofSeconds(1));
            auth.login(registered.getUser());
        }
        AuthServiceBlockingStub user = auth.with(registered.getTokens().getAccessToken());

        List<Session> listed = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            ListSessionsResponse page = user.listSessions(ListSessionsRequest.newBuilder()
                    .setPageSize(2)
                    .setPageToken(next)
                    .build());
            listed.addAll(page.getSessionsList());
            next = page.getNextPageToken();
            pages++;
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(listed).hasSize(5);
        assertThat(listed)
                .extracting(session -> session.getCreateTime().getSeconds())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(listed).extracting(Session::getCurrent).containsExactly(false, false, false, false, true);
        assertThat(listed.getLast().getExpireTime().getSeconds()
                        - listed.getLast().getCreateTime().getSeconds())
                .isEqualTo(Duration.ofDays(30).toSeconds());
    }

    @Test
    void a_page_token_is_good_for_its_own_user_only() {
        RegisterResponse registered = auth.register();
        auth.login(registered.getUser());
        String next = auth.with(registered.getTokens().getAccessToken())
                .listSessions(ListSessionsRequest.newBuilder().setPageSize(1).build())
                .getNextPageToken();
        AuthServiceBlockingStub other = auth.with(auth.register().getTokens().getAccessToken());

        for (String token : List.of(next, next + "x", "x", "🦊")) {
            assertRefused(
                    Code.INVALID_ARGUMENT,
                    "INVALID_PAGE_TOKEN",
                    () -> other.listSessions(
                            ListSessionsRequest.newBuilder().setPageToken(token).build()));
        }
        assertThat(failureOf(() -> other.listSessions(
                                ListSessionsRequest.newBuilder().setPageSize(-1).build()))
                        .code())
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void a_user_ends_another_session_of_its_own_and_no_foreign_one() {
        RegisterResponse registered = auth.register();
        String other = auth.login(registered.getUser()).getTokens().getAccessToken();
        AuthServiceBlockingStub user = auth.with(registered.getTokens().getAccessToken());
        String foreign = currentSession(auth.register());

        user.revokeSession(revoke(validate(other).getUser().getSessionId()));

        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> validate(other));
        assertThat(user.listSessions(ListSessionsRequest.getDefaultInstance()).getSessionsList())
                .extracting(Session::getId)
                .containsExactly(currentSession(registered));
        for (String id : List.of(foreign, UUID.randomUUID().toString())) {
            assertRefused(Code.NOT_FOUND, "SESSION_NOT_FOUND", () -> user.revokeSession(revoke(id)));
        }
        assertThat(revocations("").getSessionIdsList()).doesNotContain(foreign);
    }

    @Test
    void one_session_more_than_a_user_may_have_ends_the_one_that_was_used_longest_ago() throws Exception {
        RegisterResponse registered = auth.register();
        clock.advance(Duration.ofSeconds(1));
        String second = auth.login(registered.getUser()).getTokens().getAccessToken();
        AUTH.rows().change("""
                INSERT INTO sessions (id, user_id, generation, created_at, last_used_at, expires_at)
                SELECT gen_random_uuid(), user_id, 0, created_at, last_used_at + interval '1 s', expires_at
                FROM sessions, generate_series(1, 98) WHERE id = ?::uuid
                """, validate(second).getUser().getSessionId());
        String first = registered.getTokens().getAccessToken();
        assertThat(validate(first).getUser().getUserId())
                .isEqualTo(registered.getUser().getId());

        clock.advance(Duration.ofSeconds(1));
        String newest = auth.login(registered.getUser()).getTokens().getAccessToken();

        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> validate(first));
        assertThat(validate(second).getUser().getUserId())
                .isEqualTo(validate(newest).getUser().getUserId());
    }

    @Test
    void an_access_token_does_not_outlive_its_session() {
        RegisterResponse registered = auth.register();
        String refresh = registered.getTokens().getRefreshToken();
        for (int week = 0; week < 4; week++) {
            clock.advance(Duration.ofDays(7).minusSeconds(1));
            refresh = refreshed(refresh).getRefreshToken();
        }
        clock.advance(Duration.ofDays(2).plusSeconds(4).minusMinutes(3));

        Tokens last = refreshed(refresh);

        assertThat(last.getExpiresIn().getSeconds()).isEqualTo(180);
        clock.advance(Duration.ofMinutes(3));
        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> validate(last.getAccessToken()));
    }

    private Tokens refreshed(String token) {
        return auth.anonymous()
                .refreshToken(
                        RefreshTokenRequest.newBuilder().setRefreshToken(token).build())
                .getTokens();
    }

    @Test
    void a_session_that_was_idle_too_long_is_listed_no_more() {
        RegisterResponse registered = auth.register();
        clock.advance(Duration.ofDays(7));
        String token = auth.login(registered.getUser()).getTokens().getAccessToken();

        assertThat(auth.with(token)
                        .listSessions(ListSessionsRequest.getDefaultInstance())
                        .getSessionsList())
                .extracting(Session::getId)
                .containsExactly(validate(token).getUser().getSessionId());
    }

    private static RevokeSessionRequest revoke(String session) {
        return RevokeSessionRequest.newBuilder().setSessionId(session).build();
    }

    private String currentSession(RegisterResponse registered) {
        return validate(registered.getTokens().getAccessToken()).getUser().getSessionId();
    }

    private ValidateTokenResponse validate(String token) {
        return auth.asService("tasks")
                .validateToken(
                        ValidateTokenRequest.newBuilder().setAccessToken(token).build());
    }

    private ListRevocationsResponse revocations(String etag) {
        return auth.asService("tasks")
                .listRevocations(
                        ListRevocationsRequest.newBuilder().setEtag(etag).build());
    }
}
