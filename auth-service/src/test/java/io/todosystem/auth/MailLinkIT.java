package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ResendVerificationRequest;
import io.todosystem.proto.auth.v1.ResendVerificationResponse;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;
import io.todosystem.proto.auth.v1.VerifyEmailResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_RESET_PASSWORD;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

/** The life of a link, shown by the one that verifies an address. */
final class MailLinkIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final AuthProcess auth = AUTH.process();
    private final SettableClock clock = AUTH.clock();
    private final Rows rows = AUTH.rows();
    private RegisterResponse registered = RegisterResponse.getDefaultInstance();
    private AuthServiceBlockingStub caller = auth.anonymous();

    @BeforeEach
    void register() {
        registered = auth.register();
        caller = auth.with(registered.getTokens().getAccessToken());
    }

    @Test
    void the_link_of_the_first_mail_verifies_the_address_once() throws Exception {
        assertThat(me().getEmailVerified()).isFalse();
        String token = mint();

        verify(token);

        assertThat(me().getEmailVerified()).isTrue();
        assertThat(me().getEtag()).isNotEqualTo(registered.getUser().getEtag());
        assertThat(events()).containsExactly("user.registered", "user.updated");
        assertNotGood(token);
    }

    @Test
    void of_fifty_who_use_a_link_at_once_one_succeeds() throws Exception {
        String token = mint();

        assertThat(Race.outcomes(50, () -> verify(token)))
                .hasSize(50)
                .containsOnlyOnce("OK")
                .containsOnly("OK", "INVALID_LINK");
    }

    @Test
    void a_link_ends_after_eight_hours() {
        String token = mint();
        clock.advance(Duration.ofHours(8));
        assertNotGood(token);

        String later = mint();
        clock.advance(Duration.ofHours(8).minusMillis(1));
        verify(later);
    }

    @Test
    void a_mail_that_is_sent_again_has_a_new_link_and_the_old_one_is_void() throws Exception {
        String first = mint();
        String second = mint();

        assertThat(second).isNotEqualTo(first);
        assertThat(Base64.getUrlDecoder().decode(second)).hasSize(32);
        assertNotGood(first);
        verify(second);
        assertThat(rows.all(
                        "SELECT purpose FROM mail_links WHERE user_id = ?::uuid",
                        registered.getUser().getId()))
                .hasSize(1);
    }

    @Test
    void a_link_is_good_for_its_purpose_and_its_user_only() {
        String token = mint();

        assertRefused(Code.INVALID_ARGUMENT, "INVALID_LINK", () -> auth.anonymous()
                .resetPassword(ResetPasswordRequest.newBuilder()
                        .setToken(token)
                        .setPassword("a password of somebody else")
                        .build()));
        verify(token);
        assertThat(me().getEmailVerified()).isTrue();
        assertNotGood("x");
        assertNotGood(token + "=");
    }

    @Test
    void no_link_is_made_that_nobody_asked_for_or_that_is_done() {
        assertRefused(
                Code.FAILED_PRECONDITION,
                "LINK_NOT_WANTED",
                () -> auth.mint(registered.getUser(), MAIL_LINK_PURPOSE_RESET_PASSWORD));
        verify(mint());
        assertRefused(Code.FAILED_PRECONDITION, "LINK_NOT_WANTED", this::mint);
        User nobody = User.newBuilder().setId(UUID.randomUUID().toString()).build();
        assertRefused(Code.NOT_FOUND, "USER_NOT_FOUND", () -> auth.mint(nobody, MAIL_LINK_PURPOSE_VERIFY_EMAIL));
    }

    @Test
    void another_mail_is_asked_for_five_times_an_hour_the_welcome_among_them() throws Exception {
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMinutes(1));
            resend();
        }

        Failure refused = failureOf(this::resend);

        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.reason()).isEqualTo("TOO_MANY_MAILS");
        assertThat(refused.retryAfter()).contains(Duration.ofMinutes(56));
        clock.advance(Duration.ofMinutes(56));
        assertThat(failureOf(() -> auth.anonymous().resendVerification(ResendVerificationRequest.getDefaultInstance()))
                        .code())
                .isEqualTo(Code.UNAUTHENTICATED);
        String token = auth.login(registered.getUser()).getTokens().getAccessToken();
        caller = auth.with(token);
        resend();
        assertThat(events())
                .containsExactly(
                        "user.registered",
                        "user.verification-requested",
                        "user.verification-requested",
                        "user.verification-requested",
                        "user.verification-requested",
                        "user.verification-requested");
    }

    @Test
    void twenty_who_ask_at_once_get_four_more_mails() throws Exception {
        assertThat(Race.outcomes(20, this::resend))
                .containsOnly("OK", "TOO_MANY_MAILS")
                .filteredOn("OK"::equals)
                .hasSize(4);
        assertThat(events()).hasSize(5);
    }

    @Test
    void who_is_verified_gets_no_mail_more() throws Exception {
        verify(mint());

        resend();

        assertThat(events()).containsExactly("user.registered", "user.updated");
    }

    private String mint() {
        return auth.mint(registered.getUser(), MAIL_LINK_PURPOSE_VERIFY_EMAIL);
    }

    private VerifyEmailResponse verify(String token) {
        return auth.anonymous()
                .verifyEmail(VerifyEmailRequest.newBuilder().setToken(token).build());
    }

    private void assertNotGood(String token) {
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_LINK", () -> verify(token));
    }

    private ResendVerificationResponse resend() {
        return caller.resendVerification(ResendVerificationRequest.getDefaultInstance());
    }

    private User me() {
        return caller.getUser(GetUserRequest.getDefaultInstance()).getUser();
    }

    private List<String> events() throws Exception {
        return rows
                .all(
                        "SELECT event_type FROM outbox WHERE event_key = ? ORDER BY id",
                        registered.getUser().getId())
                .stream()
                .map(List::getFirst)
                .toList();
    }
}
