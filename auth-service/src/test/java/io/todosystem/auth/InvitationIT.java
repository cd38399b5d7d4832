package io.todosystem.auth;

import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.auth.v1.CreateInvitationRequest;
import io.todosystem.proto.auth.v1.CreateInvitationResponse;
import io.todosystem.proto.auth.v1.RegisterResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Registration where it needs an invitation. */
final class InvitationIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension().with("TODO_REGISTRATION", "invite");

    private final AuthProcess auth = AUTH.process();
    private final SettableClock clock = AUTH.clock();
    private final Rows rows = AUTH.rows();
    private String token = "";

    @BeforeEach
    void signInAsAdministrator() {
        token = auth.login(auth.administrator()).getTokens().getAccessToken();
    }

    @Test
    void a_code_is_good_for_one_account() {
        String code = invite("").getCode();

        assertThat(register(address(), code).hasTokens()).isTrue();

        assertNotGood(address(), code);
    }

    @Test
    void without_a_good_code_nobody_comes_in_and_learns_no_address() throws Exception {
        String taken = address();
        register(taken, invite("").getCode());
        String users = rows.one("SELECT count(*) FROM users").getFirst();

        for (String code : List.of("", "x", "x".repeat(43))) {
            assertNotGood(address(), code);
            assertNotGood(taken, code);
        }
        assertThat(rows.one("SELECT count(*) FROM users")).containsExactly(users);
    }

    @Test
    void of_two_who_register_with_one_code_one_wins() throws Exception {
        String code = invite("").getCode();
        List<Callable<RegisterResponse>> calls =
                List.of(() -> register(address(), code), () -> register(address(), code));

        assertThat(Race.outcomes(calls)).containsExactlyInAnyOrder("OK", "INVALID_INVITATION");
    }

    @Test
    void a_code_for_an_address_is_good_for_no_other_and_survives_the_attempt() {
        String invited = address();
        CreateInvitationResponse made = invite(invited);

        assertThat(made.getInvitation().getEmail()).isEqualTo(invited);
        assertNotGood(address(), made.getCode());
        assertThat(register("X-" + invited.substring(2), made.getCode())
                        .getUser()
                        .getEmail())
                .isEqualTo("X-" + invited.substring(2));
    }

    @Test
    void a_registration_that_fails_leaves_the_code_as_it_was() {
        String taken = address();
        register(taken, invite("").getCode());
        String code = invite("").getCode();

        assertRefused(Code.ALREADY_EXISTS, "EMAIL_TAKEN", () -> register(taken, code));

        register(address(), code);
    }

    @Test
    void a_code_ends_after_seven_days_or_when_it_was_told_to() {
        String usual = invite("").getCode();
        var request = CreateInvitationRequest.newBuilder()
                .setExpireTime(Timestamp.newBuilder()
                        .setSeconds(clock.instant().plus(Duration.ofDays(30)).getEpochSecond()));
        String longest = auth.adminWith(token).createInvitation(request.build()).getCode();

        clock.advance(Duration.ofDays(7));

        assertNotGood(address(), usual);
        register(address(), longest);
    }

    @Test
    void an_end_that_is_past_or_too_far_is_refused() {
        for (Duration life : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(31))) {
            var request = CreateInvitationRequest.newBuilder()
                    .setExpireTime(Timestamp.newBuilder()
                            .setSeconds(clock.instant().plus(life).getEpochSecond()));
            assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> auth.adminWith(token)
                    .createInvitation(request.build()));
        }
    }

    @Test
    void only_administrators_invite() {
        String user = register(address(), invite("").getCode()).getTokens().getAccessToken();

        assertThat(failureOf(() -> auth.adminWith(user).createInvitation(CreateInvitationRequest.getDefaultInstance()))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);
    }

    @Test
    void the_database_does_not_know_the_code() throws Exception {
        String code = invite("").getCode();

        assertThat(rows.all("SELECT invitations::text FROM invitations").toString())
                .contains("\\x")
                .doesNotContain(code);
    }

    private CreateInvitationResponse invite(String email) {
        return auth.adminWith(token)
                .createInvitation(
                        CreateInvitationRequest.newBuilder().setEmail(email).build());
    }

    private RegisterResponse register(String email, String code) {
        return auth.anonymous()
                .register(AuthProcess.registration()
                        .setEmail(email)
                        .setInviteCode(code)
                        .build());
    }

    private void assertNotGood(String email, String code) {
        assertRefused(Code.PERMISSION_DENIED, "INVALID_INVITATION", () -> register(email, code));
    }

    private static String address() {
        return "x-" + UUID.randomUUID() + "@example.com";
    }
}
