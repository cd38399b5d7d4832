package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure.FieldViolation;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordResponse;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.ResetPasswordResponse;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.User;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.AuthProcess.PASSWORD;
import static io.todosystem.auth.Outcomes.assertEnded;
import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_RESET_PASSWORD;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** New passwords: by a link, and by the old one. */
final class PasswordIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension().with("todo.auth.hashing.queue", 6);

    private static final String NEW = "another password altogether";

    private final AuthProcess auth = AUTH.process();
    private final SettableClock clock = AUTH.clock();
    private final Rows rows = AUTH.rows();
    private RegisterResponse registered = RegisterResponse.getDefaultInstance();
    private User user = User.getDefaultInstance();

    @BeforeEach
    void register() {
        registered = auth.register();
        user = registered.getUser();
    }

    @Test
    void a_forgotten_password_is_replaced_by_the_mailed_link_and_every_session_ends() throws Exception {
        Tokens other = auth.login(user).getTokens();
        forget(user.getEmail().toUpperCase(Locale.ROOT));
        awaitRequests(1);

        reset(auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD), NEW);

        assertEnded(auth, registered.getTokens());
        assertEnded(auth, other);
        assertRefused(Code.UNAUTHENTICATED, "INVALID_CREDENTIALS", () -> login(PASSWORD));
        assertThat(login(NEW).getUser().getEmailVerified()).isTrue();
        assertThat(events())
                .containsExactly(
                        "user.registered", "user.password-reset-requested", "user.password-changed", "user.updated");
        assertRefused(
                Code.FAILED_PRECONDITION, "LINK_NOT_WANTED", () -> auth.mint(user, MAIL_LINK_PURPOSE_VERIFY_EMAIL));
    }

    /** The Kelvin sign is a k in lower case for Java, and another letter for the database. */
    @Test
    void an_address_that_only_looks_alike_does_not_stand_in_the_way() throws Exception {
        String email = "kate-" + UUID.randomUUID() + "@example.com";
        user = auth.anonymous()
                .register(AuthProcess.registration().setEmail(email).build())
                .getUser();

        forget(email.replace('k', '\u212a'));
        forget(email);

        awaitRequests(1);
    }

    @Test
    void of_fifty_who_reset_with_one_link_one_wins() throws Exception {
        forget(user.getEmail());
        awaitRequests(1);
        String token = auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD);

        // Those that are not hashed at all are refused for that.
        assertThat(Race.outcomes(50, () -> reset(token, NEW)))
                .hasSize(50)
                .containsOnlyOnce("OK")
                .contains("INVALID_LINK")
                .containsOnly("OK", "INVALID_LINK", "HASHING_BUSY");
        assertThat(events()).containsOnlyOnce("user.password-changed");
    }

    @Test
    void a_link_to_reset_ends_after_half_an_hour() throws Exception {
        forget(user.getEmail());
        awaitRequests(1);
        String token = auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD);

        clock.advance(Duration.ofMinutes(30));

        assertRefused(Code.INVALID_ARGUMENT, "INVALID_LINK", () -> reset(token, NEW));
        assertThat(login(PASSWORD).getUser().getId()).isEqualTo(user.getId());
    }

    @Test
    void a_password_that_is_refused_does_not_use_the_link_up() throws Exception {
        forget(user.getEmail());
        awaitRequests(1);
        String token = auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD);

        assertThat(failureOf(() -> reset(token, "short")).violations())
                .extracting(FieldViolation::field)
                .containsExactly("password");

        reset(token, NEW);
    }

    @Test
    void the_sixth_mail_within_an_hour_is_not_sent_and_nobody_is_told() throws Exception {
        for (int i = 0; i < 6; i++) {
            forget(user.getEmail());
            awaitAllDealtWith();
        }
        assertThat(events()).filteredOn("user.password-reset-requested"::equals).hasSize(5);

        clock.advance(Duration.ofHours(1));
        forget(user.getEmail());
        awaitRequests(6);
    }

    @Test
    void forgetting_is_the_same_work_for_known_and_unknown_for_disabled_and_for_too_many() throws Exception {
        User disabled = auth.register().getUser();
        rows.change("UPDATE users SET disabled_at = now() WHERE id = ?::uuid", disabled.getId());
        User flooded = auth.register().getUser();
        for (int i = 0; i < 5; i++) {
            forget(flooded.getEmail());
            awaitAllDealtWith();
        }

        try (var statements = new Statements()) {
            List<String> known = statements.during(() -> forget(user.getEmail()));

            assertThat(known).hasSize(1).first().asString().contains("INSERT INTO reset_requests");
            for (String email : List.of("nobody@example.com", disabled.getEmail(), flooded.getEmail())) {
                assertThat(statements.during(() -> forget(email))).as(email).isEqualTo(known);
            }
        }
        awaitAllDealtWith();
        assertThat(rows.all("""
                        SELECT event_key FROM outbox WHERE event_type = 'user.password-reset-requested'
                        AND event_key IN (?, ?)""", user.getId(), disabled.getId())).containsExactly(List.of(user.getId()));
    }

    @Test
    void who_asks_again_and_again_adds_no_row_and_gets_one_mail() throws Exception {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.com";
        try (var held = rows.postgres().connect();
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            // Nothing is dealt with meanwhile.
            statement.execute("LOCK TABLE mail_links IN SHARE MODE");
            for (int i = 0; i < 20; i++) {
                forget(user.getEmail());
                forget(user.getEmail().toUpperCase(Locale.ROOT));
                forget(nobody);
            }
            assertThat(rows.all("SELECT id::text FROM reset_requests WHERE user_id = ?::uuid", user.getId()))
                    .hasSize(1);
            assertThat(rows.all("SELECT id::text FROM reset_requests WHERE user_id IS NULL"))
                    .hasSizeLessThan(2);
            held.rollback();
        }
        awaitRequests(1);
        awaitAllDealtWith();
        awaitRequests(1);
    }

    @Test
    void a_request_writes_one_row_for_any_address() throws Exception {
        rows.change("""
                CREATE TABLE written (who TEXT, change XID8)""");
        rows.change("""
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO written VALUES (TG_TABLE_NAME, pg_current_xact_id()); RETURN NULL; END $$""");
        for (String table : List.of("reset_requests", "users", "mail_links", "outbox")) {
            rows.change(
                    "CREATE TRIGGER note AFTER INSERT OR UPDATE ON " + table + " FOR EACH ROW EXECUTE FUNCTION note()");
        }

        forget(user.getEmail());
        forget("nobody@example.com");

        assertThat(rows.all("""
                        SELECT string_agg(who, ' ') FROM written
                        WHERE change IN (SELECT change FROM written WHERE who = 'reset_requests') GROUP BY change""")).containsExactly(List.of("reset_requests"), List.of("reset_requests"));
    }

    @Test
    void changing_the_password_ends_every_session_and_opens_one() throws Exception {
        Tokens other = auth.login(user).getTokens();

        Tokens fresh = change(registered.getTokens(), PASSWORD, NEW);

        assertEnded(auth, registered.getTokens());
        assertEnded(auth, other);
        assertThat(auth.with(fresh.getAccessToken())
                        .getUser(GetUserRequest.getDefaultInstance())
                        .getUser())
                .isEqualTo(user);
        assertRefused(Code.UNAUTHENTICATED, "INVALID_CREDENTIALS", () -> login(PASSWORD));
        assertThat(login(NEW).getUser()).isEqualTo(user);
        assertThat(events()).containsExactly("user.registered", "user.password-changed");
    }

    @Test
    void a_wrong_password_and_a_bad_new_one_change_nothing() throws Exception {
        assertRefused(
                Code.INVALID_ARGUMENT, "WRONG_PASSWORD", () -> change(registered.getTokens(), PASSWORD + "!", NEW));
        assertThat(failureOf(() -> change(registered.getTokens(), PASSWORD, "password"))
                        .violations())
                .extracting(FieldViolation::field)
                .containsExactly("new_password");

        assertThat(login(PASSWORD).getUser()).isEqualTo(user);
        assertThat(events()).containsExactly("user.registered");
    }

    @Test
    void of_two_changes_at_once_one_wins() throws Exception {
        assertThat(Race.outcomes(3, () -> change(registered.getTokens(), PASSWORD, NEW)))
                .containsOnlyOnce("OK");
        assertThat(events()).containsOnlyOnce("user.password-changed");
    }

    @Test
    void a_change_makes_the_mailed_link_void() throws Exception {
        forget(user.getEmail());
        awaitRequests(1);
        String token = auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD);

        change(registered.getTokens(), PASSWORD, NEW);

        assertRefused(Code.INVALID_ARGUMENT, "INVALID_LINK", () -> reset(token, "a thief's password"));
    }

    private ForgotPasswordResponse forget(String email) {
        return auth.anonymous()
                .forgotPassword(
                        ForgotPasswordRequest.newBuilder().setEmail(email).build());
    }

    private ResetPasswordResponse reset(String token, String password) {
        return auth.anonymous()
                .resetPassword(ResetPasswordRequest.newBuilder()
                        .setToken(token)
                        .setPassword(password)
                        .build());
    }

    private Tokens change(Tokens tokens, String current, String wanted) {
        AuthServiceBlockingStub caller = auth.with(tokens.getAccessToken());
        return caller.changePassword(ChangePasswordRequest.newBuilder()
                        .setCurrentPassword(current)
                        .setNewPassword(wanted)
                        .build())
                .getTokens();
    }

    private LoginResponse login(String password) {
        return auth.anonymous()
                .login(LoginRequest.newBuilder()
                        .setEmail(user.getEmail())
                        .setPassword(password)
                        .build());
    }

    private void awaitRequests(int count) {
        await().untilAsserted(() -> assertThat(events())
                .filteredOn("user.password-reset-requested"::equals)
                .hasSize(count));
    }

    private void awaitAllDealtWith() {
        await().until(() -> rows.all("SELECT id::text FROM reset_requests").isEmpty());
    }

    private List<String> events() throws Exception {
        return rows.all("SELECT event_type FROM outbox WHERE event_key = ? ORDER BY id", user.getId()).stream()
                .map(List::getFirst)
                .toList();
    }
}
