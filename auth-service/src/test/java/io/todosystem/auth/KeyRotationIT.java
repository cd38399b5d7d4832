package io.todosystem.auth;

import com.nimbusds.jwt.SignedJWT;
import io.grpc.Status.Code;
import io.todosystem.auth.key.KeyRotation;
import io.todosystem.auth.key.Rotation;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import io.todosystem.proto.auth.v1.RotateKeysResponse;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The lives of the signing keys while two replicas sign and verify with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyRotationIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final Rows rows = new Rows(POSTGRES);
    private AuthProcess one;
    private AuthProcess two;
    private RegisterResponse ada;

    @BeforeAll
    void start() {
        one = AuthProcess.start(POSTGRES, clock);
        two = AuthProcess.start(POSTGRES, clock);
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @BeforeEach
    void register() throws Exception {
        rows.change("DELETE FROM signing_keys WHERE state <> 'ACTIVE'");
        clock.advance(Duration.ofMinutes(1));
        ada = one.register();
    }

    @Test
    void a_key_is_published_signs_retires_and_goes_and_no_token_is_ever_refused() throws Exception {
        String before = ada.getTokens().getAccessToken();

        Rotation begun = bothAtOnce(KeyRotation::begin);
        assertThat(rows.all("SELECT state FROM signing_keys ORDER BY state"))
                .containsExactly(List.of("ACTIVE"), List.of("NEXT"));
        assertThat(begun.signsFrom()).isEqualTo(clock.instant().plus(Duration.ofMinutes(6)));
        clock.advance(Duration.ofMinutes(6).minusMillis(1));
        advance(one);
        String meanwhile = refresh(one, ada.getTokens()).getAccessToken();
        assertThat(keyOf(meanwhile)).isEqualTo(keyOf(before)).isNotEqualTo(begun.keyId());

        clock.advance(Duration.ofMillis(1));
        advance(two);
        String newest = two.login(ada.getUser()).getTokens().getAccessToken();
        String late = one.login(ada.getUser()).getTokens().getAccessToken();
        assertThat(keyOf(newest)).isEqualTo(begun.keyId());
        assertGoodAtBoth(before, meanwhile, newest, late);

        clock.advance(Duration.ofMinutes(1));
        assertThat(keyOf(one.login(ada.getUser()).getTokens().getAccessToken())).isEqualTo(begun.keyId());
        clock.advance(Duration.ofMinutes(9).minusSeconds(1));
        advance(one);
        assertGoodAtBoth(late, newest);
        clock.advance(Duration.ofMinutes(2).plusSeconds(1));
        advance(one);
        assertThat(rows.all("SELECT kid FROM signing_keys")).containsExactly(List.of(begun.keyId()));
    }

    @Test
    void a_month_old_key_gets_its_successor_by_itself() throws Exception {
        clock.advance(Duration.ofDays(31));

        advance(one);
        advance(two);

        assertThat(rows.all("SELECT state FROM signing_keys WHERE state = 'NEXT'"))
                .hasSize(1);
        clock.advance(Duration.ofMinutes(6));
        advance(two);
        assertThat(rows.all("SELECT state FROM signing_keys WHERE state = 'NEXT'"))
                .isEmpty();
        assertThat(rows.all("SELECT state FROM signing_keys WHERE state = 'RETIRED'"))
                .hasSize(1);
    }

    @Test
    void in_an_emergency_nothing_that_was_signed_before_is_believed_and_sessions_go_on() throws Exception {
        String stolen = ada.getTokens().getAccessToken();
        for (AuthProcess replica : List.of(one, two)) {
            replica.with(stolen).getUser(GetUserRequest.getDefaultInstance());
        }

        Rotation made = bothAtOnce(KeyRotation::replaceNow);

        assertThat(rows.all("SELECT kid, state FROM signing_keys")).containsExactly(List.of(made.keyId(), "ACTIVE"));
        for (AuthProcess replica : List.of(one, two)) {
            assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> validate(replica, stolen));
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> replica.with(stolen)
                            .getUser(GetUserRequest.getDefaultInstance())));
        }
        Tokens fresh = refresh(two, ada.getTokens());
        assertThat(keyOf(fresh.getAccessToken())).isEqualTo(made.keyId());
        assertGoodAtBoth(fresh.getAccessToken());
    }

    @Test
    void only_the_operator_rotates_keys() {
        RotateKeysRequest request = RotateKeysRequest.getDefaultInstance();

        assertThat(failureOf(() -> one.anonymous().rotateKeys(request)).code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(failureOf(() -> one.asService("bff").rotateKeys(request)).code())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(failureOf(() -> one.with(ada.getTokens().getAccessToken()).rotateKeys(request))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);

        RotateKeysResponse begun = two.asService("operator").rotateKeys(request);
        assertThat(begun.getSignTime().getSeconds())
                .isGreaterThan(clock.instant().getEpochSecond());
        assertThat(begun.getKeyId()).hasSize(43);
    }

    private Rotation bothAtOnce(Function<KeyRotation, Rotation> rotate) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Rotation> first = callers.submit(() -> {
                together.await();
                return rotate.apply(one.bean(KeyRotation.class));
            });
            together.await();
            Rotation second = rotate.apply(two.bean(KeyRotation.class));
            assertThat(first.get()).isEqualTo(second);
            return second;
        }
    }

    private static void advance(AuthProcess replica) {
        replica.bean(KeyRotation.class).advance();
    }

    private void assertGoodAtBoth(String... tokens) {
        for (String token : tokens) {
            assertThat(validate(one, token)).isEqualTo(ada.getUser().getId());
            assertThat(validate(two, token)).isEqualTo(ada.getUser().getId());
        }
    }

    private static String validate(AuthProcess replica, String token) {
        return replica.asService("tasks")
                .validateToken(
                        ValidateTokenRequest.newBuilder().setAccessToken(token).build())
                .getUser()
                .getUserId();
    }

    private static Tokens refresh(AuthProcess replica, Tokens tokens) {
        return replica.anonymous()
                .refreshToken(RefreshTokenRequest.newBuilder()
                        .setRefreshToken(tokens.getRefreshToken())
                        .build())
                .getTokens();
    }

    private static String keyOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
