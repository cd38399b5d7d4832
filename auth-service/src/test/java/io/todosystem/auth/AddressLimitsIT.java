package io.todosystem.auth;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be tried from one address, whichever accounts it names, and with one user's refresh tokens. */
final class AddressLimitsIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension()
            .with("todo.limits.enabled", "true")
            .with("todo.limits.requests", 30)
            .with("todo.server.proxies", "127.0.0.1");

    private static String gateway;

    @BeforeAll
    static void signIn() {
        gateway = AUTH.process()
                .anonymous()
                .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("bff")
                        .setClientSecret(AuthProcess.secretOf("bff"))
                        .build())
                .getAccessToken();
    }

    @Test
    void ten_logins_a_minute_may_fail_from_an_address() {
        String user = register("192.0.2.1");
        for (int i = 0; i < 10; i++) {
            login("192.0.2.1", user, AuthProcess.PASSWORD);
            assertThat(failedLogin("192.0.2.1").reason()).isEqualTo("INVALID_CREDENTIALS");
        }

        Failure refused = failureOf(() -> login("192.0.2.1", user, AuthProcess.PASSWORD));
        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.reason()).isEqualTo("TOO_MANY_FAILED_LOGINS");
        assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(6));
        login("192.0.2.2", user, AuthProcess.PASSWORD);
        AUTH.clock().advance(Duration.ofSeconds(6));
        login("192.0.2.1", user, AuthProcess.PASSWORD);
    }

    @Test
    void refreshing_is_counted_with_what_else_its_user_asks() {
        String token = AUTH.process().register().getTokens().getRefreshToken();
        for (int i = 0; i < 30; i++) {
            token = refreshed(token);
        }
        String last = token;

        assertThat(failureOf(() -> refreshed(last)).reason()).isEqualTo("RATE_LIMITED");
        AUTH.clock().advance(Duration.ofSeconds(30));
        assertThat(refreshed(last)).isNotEqualTo(last);
    }

    private static String refreshed(String token) {
        return AUTH.process()
                .anonymous()
                .refreshToken(
                        RefreshTokenRequest.newBuilder().setRefreshToken(token).build())
                .getTokens()
                .getRefreshToken();
    }

    @Test
    void twenty_registrations_an_hour_may_be_tried_from_an_address() {
        for (int i = 0; i < 20; i++) {
            register("198.51.100.1");
        }

        Failure refused = failureOf(() -> register("198.51.100.1"));
        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.reason()).isEqualTo("TOO_MANY_REGISTRATIONS");
        assertThat(refused.retryAfter()).hasValue(Duration.ofMinutes(3));
        register("198.51.100.2");
        AUTH.clock().advance(Duration.ofMinutes(3));
        register("198.51.100.1");
    }

    @Test
    void a_network_of_ipv6_is_one_party() {
        for (int i = 0; i < 10; i++) {
            failedLogin("2001:db8:0:1::" + i);
        }

        assertThat(failedLogin("2001:db8:0:1:ffff::1").reason()).isEqualTo("TOO_MANY_FAILED_LOGINS");
        assertThat(failedLogin("2001:db8:0:2::1").reason()).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void whoever_comes_through_a_trusted_proxy_is_counted_for_itself() {
        for (int i = 0; i < 10; i++) {
            assertThat(failedLoginThroughProxy("203.0.113.1").reason()).isEqualTo("INVALID_CREDENTIALS");
        }

        assertThat(failedLoginThroughProxy("203.0.113.1").reason()).isEqualTo("TOO_MANY_FAILED_LOGINS");
        assertThat(failedLoginThroughProxy("203.0.113.2").reason()).isEqualTo("INVALID_CREDENTIALS");
    }

    private static Failure failedLoginThroughProxy(String address) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER), address);
        return failureOf(() -> AUTH.process()
                .anonymous()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .login(LoginRequest.newBuilder()
                        .setEmail("nobody-" + UUID.randomUUID() + "@example.com")
                        .setPassword("wrong horse battery")
                        .build()));
    }

    private static Failure failedLogin(String address) {
        return failureOf(() -> login(address, "nobody-" + UUID.randomUUID() + "@example.com", "wrong horse battery"));
    }

    private static String register(String address) {
        return from(address)
                .register(AuthProcess.registration().build())
                .getUser()
                .getEmail();
    }

    private static LoginResponse login(String address, String email, String password) {
        return from(address)
                .login(LoginRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .build());
    }

    private static AuthServiceBlockingStub from(String address) {
        Metadata headers = new Metadata();
        headers.put(ClientAddress.HEADER, address);
        return AUTH.process().with(gateway).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
