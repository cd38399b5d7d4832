package io.todosystem.auth;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.CreateInvitationRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordResponse;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ResendVerificationRequest;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static io.todosystem.auth.AuthProcess.PASSWORD;
import static io.todosystem.auth.Outcomes.failureOf;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_RESET_PASSWORD;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What must stay where it belongs stays there: nothing of it is in a log line, an event or another table. */
final class SecretsIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    /** Where addresses belong. Names belong to the first only. */
    private static final Set<String> WITH_ADDRESSES = Set.of("users", "invitations");

    private static final String NEW = "another password altogether";

    private final AuthProcess auth = AUTH.process();
    private final Rows rows = AUTH.rows();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @Test
    void neither_tokens_nor_codes_nor_passwords_nor_addresses_leave_their_place() throws Exception {
        RegisterResponse registered = auth.anonymous()
                .register(AuthProcess.registration()
                        .setDisplayName("Augusta Ada Byron")
                        .build());
        User user = registered.getUser();
        String access = registered.getTokens().getAccessToken();
        auth.with(access).resendVerification(ResendVerificationRequest.getDefaultInstance());
        String verification = auth.mint(user, MAIL_LINK_PURPOSE_VERIFY_EMAIL);
        forget(user.getEmail());
        await().until(() -> rows.all(
                                "SELECT 1 FROM mail_links WHERE purpose = 'RESET_PASSWORD' AND user_id = ?::uuid",
                                user.getId())
                        .size()
                == 1);
        String reset = auth.mint(user, MAIL_LINK_PURPOSE_RESET_PASSWORD);
        String code = auth.adminWith(
                        auth.login(auth.administrator()).getTokens().getAccessToken())
                .createInvitation(CreateInvitationRequest.newBuilder()
                        .setEmail("grace@example.com")
                        .build())
                .getCode();
        refuseWrongOnes(user, access, code);
        assertNowhere(List.of(verification, reset, code, PASSWORD, NEW, access), Set.of());
        assertNowhere(List.of(user.getEmail(), user.getDisplayName(), "grace@example.com"), WITH_ADDRESSES);

        auth.anonymous()
                .verifyEmail(
                        VerifyEmailRequest.newBuilder().setToken(verification).build());
        auth.anonymous()
                .resetPassword(ResetPasswordRequest.newBuilder()
                        .setToken(reset)
                        .setPassword(NEW)
                        .build());

        assertNowhere(List.of(verification, reset, code, PASSWORD, NEW, access), Set.of());
        assertNowhere(List.of(user.getEmail(), user.getDisplayName()), WITH_ADDRESSES);
        assertThat(List.copyOf(log.list)).isNotEmpty();
    }

    private void refuseWrongOnes(User user, String access, String code) {
        assertThat(failureOf(() -> auth.anonymous()
                                .verifyEmail(VerifyEmailRequest.newBuilder()
                                        .setToken(code)
                                        .build()))
                        .getMessage())
                .doesNotContain(code);
        failureOf(() -> auth.anonymous()
                .login(LoginRequest.newBuilder()
                        .setEmail(user.getEmail())
                        .setPassword(NEW)
                        .build()));
        failureOf(() -> auth.with(access)
                .changePassword(ChangePasswordRequest.newBuilder()
                        .setCurrentPassword(NEW)
                        .setNewPassword(NEW)
                        .build()));
    }

    private void assertNowhere(List<String> secrets, Set<String> except) throws Exception {
        List<String> tables =
                rows.all("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'").stream()
                        .map(List::getFirst)
                        .filter(table -> !except.contains(table))
                        .toList();
        assertThat(tables).contains("outbox", "mail_links", "reset_requests", "sessions");
        for (String table : tables) {
            String content = rows.all("SELECT t::text FROM " + table + " t").toString();
            assertThat(secrets).as(table).noneMatch(content::contains);
        }
        String said = String.join(
                "\n", List.copyOf(log.list).stream().map(SecretsIT::said).toList());
        assertThat(secrets).as("the log").noneMatch(said::contains);
    }

    private static String said(ILoggingEvent line) {
        return line.getFormattedMessage()
                + line.getMDCPropertyMap()
                + line.getKeyValuePairs()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage());
    }

    private ForgotPasswordResponse forget(String email) {
        return auth.anonymous()
                .forgotPassword(
                        ForgotPasswordRequest.newBuilder().setEmail(email).build());
    }
}
