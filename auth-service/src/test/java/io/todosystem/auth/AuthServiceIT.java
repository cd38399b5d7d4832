package io.todosystem.auth;

import com.google.protobuf.util.JsonFormat;
import com.nimbusds.jwt.SignedJWT;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.events.v1.UserRegistered;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.AuthProcess.PASSWORD;
import static io.todosystem.auth.AuthProcess.registration;
import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Accounts, through the real port. */
final class AuthServiceIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final SettableClock clock = AUTH.clock();
    private final AuthProcess auth = AUTH.process();
    private final Rows rows = AUTH.rows();

    @Test
    void registering_makes_a_user_and_signs_it_in() throws Exception {
        RegisterResponse registered = auth.anonymous()
                .register(registration()
                        .setEmail("Grace.Hopper@Example.com")
                        .setDisplayName(" Grace ")
                        .build());

        User user = registered.getUser();
        assertThat(user.getEmail()).isEqualTo("Grace.Hopper@Example.com");
        assertThat(user.getDisplayName()).isEqualTo("Grace");
        assertThat(user.getTimeZone()).isEqualTo("Europe/London");
        assertThat(user.getRolesList()).containsExactly(Role.ROLE_USER);
        assertThat(UUID.fromString(user.getId()).version()).isEqualTo(7);
        assertThat(registered.getTokens().getExpiresIn().getSeconds()).isEqualTo(600);
        assertThat(auth.with(registered.getTokens().getAccessToken())
                        .getUser(GetUserRequest.getDefaultInstance())
                        .getUser())
                .isEqualTo(user);
    }

    @Test
    void an_access_token_has_the_claims_of_rfc_9068() throws Exception {
        RegisterResponse registered = auth.register();

        SignedJWT token = SignedJWT.parse(registered.getTokens().getAccessToken());
        assertThat(token.getHeader().toJSONObject())
                .containsOnlyKeys("alg", "typ", "kid")
                .containsEntry("alg", "ES256")
                .containsEntry("typ", "at+jwt");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.toJSONObject())
                .containsOnlyKeys("iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp", "sid", "roles");
        assertThat(claims.getSubject()).isEqualTo(registered.getUser().getId());
        assertThat(claims.getStringListClaim("roles")).containsExactly("USER");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void registering_is_told_to_the_others_without_name_and_address() throws Exception {
        RegisterResponse registered = auth.register();

        var event = rows.one("""
                SELECT event_type, event_key, sequence::text, payload::text FROM outbox WHERE aggregate_id = ?
                """, registered.getUser().getId());
        assertThat(event.subList(0, 3))
                .containsExactly("user.registered", registered.getUser().getId(), "1");
        var payload = UserRegistered.newBuilder();
        JsonFormat.parser().merge(event.get(3), payload);
        assertThat(payload.build())
                .isEqualTo(UserRegistered.newBuilder()
                        .setUserId(registered.getUser().getId())
                        .addRoles("USER")
                        .setTimeZone("Europe/London")
                        .setCreateTime(registered.getUser().getCreateTime())
                        .build());
    }

    @Test
    void an_address_is_taken_whatever_the_case_of_its_letters() throws Exception {
        RegisterResponse first = auth.register();
        String address = first.getUser().getEmail();

        assertRefused(Code.ALREADY_EXISTS, "EMAIL_TAKEN", () -> auth.anonymous()
                .register(registration()
                        .setEmail(address.toUpperCase(Locale.ROOT))
                        .build()));
        assertThat(rows.one("SELECT count(*)::text FROM users WHERE lower(email) = ?", address))
                .containsExactly("1");
    }

    @Test
    void a_bad_registration_names_every_field_and_writes_nothing() throws Exception {
        var before = rows.one("SELECT count(*)::text FROM users");

        Failure failure = failureOf(() -> auth.anonymous()
                .register(registration()
                        .setPassword("password1")
                        .setDisplayName("A\nB")
                        .setTimeZone("Mars/Olympus")
                        .build()));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.violations())
                .extracting(FieldViolation::field)
                .containsExactly("password", "display_name", "time_zone");
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> auth.anonymous()
                .register(registration().setPassword("short").build()));
        assertThat(failureOf(() -> auth.anonymous()
                                .register(registration().setEmail("nobody").build()))
                        .violations())
                .extracting(FieldViolation::field)
                .containsExactly("email");
        assertThat(rows.one("SELECT count(*)::text FROM users")).isEqualTo(before);
    }

    @Test
    void a_password_may_be_any_text() {
        String password = "🦊 пароль 密码 \t\"'\\";
        User user = auth.anonymous()
                .register(registration().setPassword(password).build())
                .getUser();

        assertThat(login(user.getEmail(), password).getUser()).isEqualTo(user);
    }

    @Test
    void login_takes_the_address_in_any_case_and_opens_another_session() throws Exception {
        RegisterResponse registered = auth.register();

        LoginResponse login = login(registered.getUser().getEmail().toUpperCase(Locale.ROOT), PASSWORD);

        assertThat(login.getUser()).isEqualTo(registered.getUser());
        assertThat(sessionOf(login.getTokens().getAccessToken()))
                .isNotEqualTo(sessionOf(registered.getTokens().getAccessToken()));
    }

    @Test
    void a_wrong_password_and_an_unknown_address_get_the_same_answer() {
        String known = auth.register().getUser().getEmail();

        Failure wrong = failureOf(() -> login(known, PASSWORD + "!"));
        Failure unknown = failureOf(() -> login("nobody@example.com", PASSWORD));
        Failure tooLong = failureOf(() -> login(known, "x".repeat(5000)));

        assertThat(wrong.reason()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(unknown).usingRecursiveComparison().isEqualTo(wrong);
        assertThat(tooLong).usingRecursiveComparison().isEqualTo(wrong);
    }

    @Test
    void a_hash_of_weaker_parameters_is_renewed_at_login() throws Exception {
        User user = auth.register().getUser();
        String weak = Argon2Function.getInstance(19456, 2, 1, 32, Argon2.ID)
                .hash(PASSWORD.getBytes(UTF_8), "sixteen bytes...".getBytes(UTF_8))
                .getResult();
        rows.change("UPDATE users SET password_hash = ? WHERE id = ?::uuid", weak, user.getId());

        login(user.getEmail(), PASSWORD);

        assertThat(rows.one("SELECT password_hash FROM users WHERE id = ?::uuid", user.getId()))
                .singleElement()
                .asString()
                .startsWith("$argon2id$v=19$m=47104,t=1,p=1$");
        assertThat(login(user.getEmail(), PASSWORD).getUser()).isEqualTo(user);
    }

    @Test
    void a_foreign_user_and_an_unknown_one_are_the_same() {
        RegisterResponse mine = auth.register();
        String token = mine.getTokens().getAccessToken();
        String foreign = auth.register().getUser().getId();

        Failure refused = failureOf(() -> getUser(token, foreign));
        assertThat(refused.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(refused.reason()).isEqualTo("USER_NOT_FOUND");
        assertRefused(
                Code.NOT_FOUND,
                "USER_NOT_FOUND",
                () -> getUser(token, UUID.randomUUID().toString()));
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> getUser(token, "1"));
        assertThat(getUser(token, mine.getUser().getId())).isEqualTo(mine.getUser());
    }

    @Test
    void notification_sees_everybody_one_by_one_and_many_at_once() {
        User ada = auth.register().getUser();
        User bob = auth.register().getUser();
        var notification = auth.asService("notification");

        assertThat(notification
                        .getUser(GetUserRequest.newBuilder()
                                .setUserId(ada.getId())
                                .build())
                        .getUser())
                .isEqualTo(ada);
        assertThat(notification
                        .batchGetUsers(BatchGetUsersRequest.newBuilder()
                                .addUserIds(bob.getId())
                                .addUserIds(UUID.randomUUID().toString())
                                .addUserIds(ada.getId())
                                .build())
                        .getUsersList())
                .containsExactly(bob, ada);
        assertThat(failureOf(() -> notification.getUser(GetUserRequest.getDefaultInstance()))
                        .violations())
                .extracting(FieldViolation::field)
                .containsExactly("user_id");
    }

    @Test
    void only_the_operator_makes_administrators_and_they_see_everybody() {
        String user = auth.register().getTokens().getAccessToken();
        var request = CreateAdministratorRequest.newBuilder()
                .setEmail("root-" + UUID.randomUUID() + "@example.com")
                .setPassword(PASSWORD)
                .setDisplayName("Root")
                .build();

        assertRefusedWith(Code.UNAUTHENTICATED, () -> auth.anonymous().createAdministrator(request));
        assertRefusedWith(Code.PERMISSION_DENIED, () -> auth.with(user).createAdministrator(request));
        assertRefusedWith(Code.PERMISSION_DENIED, () -> auth.asService("bff").createAdministrator(request));

        User administrator =
                auth.asService("operator").createAdministrator(request).getUser();
        assertThat(administrator.getRolesList()).containsExactly(Role.ROLE_USER, Role.ROLE_ADMIN);
        assertThat(administrator.getTimeZone()).isEqualTo("UTC");
        String token = login(request.getEmail(), PASSWORD).getTokens().getAccessToken();
        User somebody = auth.register().getUser();
        assertThat(getUser(token, somebody.getId())).isEqualTo(somebody);
        assertRefusedWith(Code.PERMISSION_DENIED, () -> auth.with(token).createAdministrator(request));
    }

    @Test
    void an_expired_access_token_is_refused() {
        String token = auth.register().getTokens().getAccessToken();

        clock.advance(Duration.ofMinutes(10));

        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> getUser(token, ""));
    }

    private static void assertRefusedWith(Code code, Supplier<?> call) {
        assertThat(failureOf(call).code()).isEqualTo(code);
    }

    private User getUser(String token, String id) {
        return auth.with(token)
                .getUser(GetUserRequest.newBuilder().setUserId(id).build())
                .getUser();
    }

    private LoginResponse login(String email, String password) {
        return auth.anonymous()
                .login(LoginRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .build());
    }

    private static String sessionOf(String accessToken) throws Exception {
        return SignedJWT.parse(accessToken).getJWTClaimsSet().getStringClaim("sid");
    }
}
