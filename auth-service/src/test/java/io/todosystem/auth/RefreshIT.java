package io.todosystem.auth;

import com.google.protobuf.util.JsonFormat;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.auth.session.Refresh;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

final class RefreshIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final SettableClock clock = AUTH.clock();
    private final AuthProcess auth = AUTH.process();
    private final Rows rows = AUTH.rows();

    @Test
    void a_refresh_gives_a_new_pair_of_the_same_session() throws Exception {
        RegisterResponse registered = auth.register();

        Tokens fresh = refresh(registered.getTokens().getRefreshToken());

        assertThat(fresh.getRefreshToken()).isNotEqualTo(registered.getTokens().getRefreshToken());
        assertThat(sessionOf(fresh)).isEqualTo(sessionOf(registered.getTokens()));
        assertThat(works(fresh)).isTrue();
    }

    @Test
    void fifty_at_once_get_one_successor() throws Exception {
        String token = auth.register().getTokens().getRefreshToken();
        int twins = 50;
        CyclicBarrier together = new CyclicBarrier(twins);

        Set<String> successors = new HashSet<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Tokens>> calls = new ArrayList<>();
            for (int i = 0; i < twins; i++) {
                calls.add(callers.submit(() -> {
                    together.await();
                    return refresh(token);
                }));
            }
            for (Future<Tokens> call : calls) {
                successors.add(call.get().getRefreshToken());
            }
        }

        assertThat(successors).hasSize(1);
        assertThat(refresh(successors.iterator().next()).getRefreshToken()).isNotEmpty();
    }

    @Test
    void a_lost_answer_can_be_asked_for_again_for_ten_seconds() {
        String token = auth.register().getTokens().getRefreshToken();
        Tokens lost = refresh(token);

        clock.advance(Duration.ofSeconds(10));

        assertThat(refresh(token).getRefreshToken()).isEqualTo(lost.getRefreshToken());
        assertThat(works(refresh(lost.getRefreshToken()))).isTrue();
    }

    @Test
    void a_used_token_after_the_grace_ends_the_family_and_says_so() throws Exception {
        RegisterResponse registered = auth.register();
        String stolen = registered.getTokens().getRefreshToken();
        Tokens fresh = refresh(stolen);
        clock.advance(Duration.ofSeconds(11));
        double before = reuses();

        assertInvalid(stolen);

        assertInvalid(fresh.getRefreshToken());
        assertThat(reuses()).isEqualTo(before + 1);
        await().atMost(Duration.ofSeconds(2)).until(() -> !works(fresh));
        var events = rows.all("""
                SELECT event_type, sequence::text, event_key, payload::text FROM outbox
                WHERE aggregate_id = ? AND event_type <> 'user.registered'
                """, registered.getUser().getId());
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.subList(0, 3))
                    .containsExactly(
                            "user.refresh-reuse-detected",
                            "2",
                            registered.getUser().getId());
            var payload = RefreshReuseDetected.newBuilder();
            JsonFormat.parser().merge(event.get(3), payload);
            assertThat(payload.getUserId()).isEqualTo(registered.getUser().getId());
            assertThat(payload.getSessionId()).isEqualTo(sessionOf(fresh));
            assertThat(payload.hasDetectTime()).isTrue();
        });
    }

    /** The end of the family waits for the user's row; meanwhile the thief goes away. */
    @Test
    void a_thief_who_hangs_up_ends_the_family_all_the_same() throws Exception {
        RegisterResponse registered = auth.register();
        String stolen = registered.getTokens().getRefreshToken();
        Tokens fresh = refresh(stolen);
        clock.advance(Duration.ofSeconds(11));

        try (var owner = AUTH.postgres().connect();
                var thief = Executors.newVirtualThreadPerTaskExecutor()) {
            owner.setAutoCommit(false);
            try (var lock = owner.prepareStatement("SELECT 1 FROM users WHERE id = ?::uuid FOR UPDATE")) {
                lock.setString(1, registered.getUser().getId());
                lock.execute();
            }
            CancellableContext call = Context.current().withCancellation();
            Future<?> theft =
                    thief.submit(call.wrap(() -> auth.bean(Refresh.class).refresh(stolen)));
            await().until(this::isSomebodyWaiting);
            call.cancel(null);
            await().during(Duration.ofMillis(500)).until(this::isSomebodyWaiting);
            owner.rollback();
            assertThatThrownBy(theft::get).hasMessageContaining("used up");
        }

        assertInvalid(fresh.getRefreshToken());
    }

    private boolean isSomebodyWaiting() throws Exception {
        return !rows.all("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty();
    }

    @Test
    void a_token_before_the_previous_one_ends_the_family_even_within_the_grace() {
        String first = auth.register().getTokens().getRefreshToken();
        String second = refresh(first).getRefreshToken();
        String third = refresh(second).getRefreshToken();

        assertInvalid(first);

        assertInvalid(third);
    }

    @Test
    void other_sessions_of_the_user_go_on() {
        RegisterResponse registered = auth.register();
        Tokens other = auth.login(registered.getUser()).getTokens();
        String stolen = registered.getTokens().getRefreshToken();
        refresh(stolen);
        clock.advance(Duration.ofSeconds(11));

        assertInvalid(stolen);

        assertThat(works(refresh(other.getRefreshToken()))).isTrue();
    }

    @Test
    void a_session_ends_after_a_week_without_use_and_after_thirty_days_with_it() {
        String idle = auth.register().getTokens().getRefreshToken();
        String busy = auth.register().getTokens().getRefreshToken();
        for (int day = 6; day < 30; day += 6) {
            clock.advance(Duration.ofDays(6));
            busy = refresh(busy).getRefreshToken();
        }

        assertInvalid(idle);

        clock.advance(Duration.ofDays(6));
        assertInvalid(busy);
    }

    @Test
    void what_is_no_refresh_token_is_refused() {
        assertInvalid("x");
        assertInvalid("🦊");
        assertInvalid(auth.register().getTokens().getAccessToken().substring(0, 40));
    }

    @Test
    void neither_tokens_nor_their_successors_are_in_the_database() throws Exception {
        String first = auth.register().getTokens().getRefreshToken();
        String second = refresh(first).getRefreshToken();

        String everything = rows.all("SELECT s::text, t::text FROM sessions s JOIN refresh_tokens t ON true")
                        .toString()
                + rows.all("SELECT o::text FROM outbox o");

        assertThat(everything).doesNotContain(first, second, hex(first), hex(second));
    }

    @Test
    void the_sealed_successor_is_forgotten_once_the_grace_is_over() {
        String token = auth.register().getTokens().getRefreshToken();
        refresh(token);

        clock.advance(Duration.ofSeconds(11));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> rows.one("SELECT count(*)::text FROM sessions WHERE successor IS NOT NULL")
                        .equals(List.of("0")));
    }

    private Tokens refresh(String token) {
        return auth.anonymous()
                .refreshToken(
                        RefreshTokenRequest.newBuilder().setRefreshToken(token).build())
                .getTokens();
    }

    private void assertInvalid(String token) {
        assertRefused(Code.UNAUTHENTICATED, "INVALID_REFRESH_TOKEN", () -> refresh(token));
    }

    private double reuses() {
        return auth.bean(MeterRegistry.class)
                .get("todo.refresh.reuse")
                .counter()
                .count();
    }

    private boolean works(Tokens tokens) {
        try {
            return auth.with(tokens.getAccessToken())
                    .getUser(GetUserRequest.getDefaultInstance())
                    .hasUser();
        } catch (io.grpc.StatusRuntimeException refused) {
            assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
            return false;
        }
    }

    private static String sessionOf(Tokens tokens) throws Exception {
        return SignedJWT.parse(tokens.getAccessToken()).getJWTClaimsSet().getStringClaim("sid");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
