package io.todosystem.auth;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.Status.Code;
import io.todosystem.auth.key.SigningKey;
import io.todosystem.auth.key.SigningKeys;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Forged tokens at the real port: none opens anything, and none makes the log say more than that somebody came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AttacksIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private AuthProcess auth;
    private RegisterResponse ada;
    private AuthServiceBlockingStub asker;

    @BeforeAll
    void start() {
        auth = AuthProcess.start(POSTGRES, clock);
        ada = auth.register();
        asker = auth.asService("tasks");
        log.start();
        root().addAppender(log);
    }

    @AfterAll
    void stop() {
        root().detachAppender(log);
        auth.close();
    }

    @TestFactory
    Stream<DynamicTest> none_is_believed() throws Exception {
        Map<String, String> tokens = forgery().all();
        assertThat(tokens).hasSizeGreaterThan(40);
        assertThat(tokens.values()).doesNotHaveDuplicates();
        return tokens.entrySet().stream()
                .map(attack -> dynamicTest(attack.getKey(), () -> {
                    if (attack.getKey().equals(Forgery.CONTROL)) {
                        assertAccepted(attack.getValue());
                    } else {
                        assertForged(attack.getValue());
                    }
                }));
    }

    @Test
    void a_refresh_token_is_no_access_token_and_the_other_way_round() {
        assertForged(ada.getTokens().getRefreshToken());
        assertThat(failureOf(() -> auth.anonymous()
                                .refreshToken(RefreshTokenRequest.newBuilder()
                                        .setRefreshToken(
                                                ada.getTokens().getAccessToken().substring(0, 500))
                                        .build()))
                        .reason())
                .isEqualTo("INVALID_REFRESH_TOKEN");
    }

    private Forgery forgery() throws Exception {
        String session = SignedJWT.parse(ada.getTokens().getAccessToken())
                .getJWTClaimsSet()
                .getStringClaim("sid");
        ECKey genuine = auth.bean(SigningKeys.class).active().pair();
        return new Forgery(
                genuine,
                SigningKey.generate().pair(),
                UUID.fromString(ada.getUser().getId()),
                UUID.fromString(session),
                clock.instant());
    }

    private void assertAccepted(String token) {
        forgetLines();
        assertThat(auth.with(token).getUser(GetUserRequest.getDefaultInstance()).getUser())
                .isEqualTo(ada.getUser());
        assertThat(validate(token)).isEqualTo(ada.getUser().getId());
        awaitLines(2);
    }

    private void assertForged(String token) {
        forgetLines();
        Failure told = failureOf(() -> asker.validateToken(request(token)));
        assertThat(told.code()).isEqualTo(token.length() > 4096 ? Code.INVALID_ARGUMENT : Code.UNAUTHENTICATED);
        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> auth.with(token)
                .getUser(GetUserRequest.getDefaultInstance()));

        awaitLines(2);
        assertThat(lines()).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLoggerName()).isEqualTo("access");
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).doesNotContain(token);
        });
    }

    private void forgetLines() {
        synchronized (log) {
            log.list.clear();
        }
    }

    private void awaitLines(int count) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> lines().size() >= count);
    }

    /** Of the calls, which say their line when they have answered. */
    private List<ILoggingEvent> lines() {
        synchronized (log) {
            return log.list.stream()
                    .filter(line -> line.getThreadName().startsWith("grpc-"))
                    .toList();
        }
    }

    private String validate(String token) {
        return asker.validateToken(request(token)).getUser().getUserId();
    }

    private static ValidateTokenRequest request(String token) {
        return ValidateTokenRequest.newBuilder().setAccessToken(token).build();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
