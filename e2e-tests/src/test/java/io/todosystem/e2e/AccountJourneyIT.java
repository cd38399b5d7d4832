package io.todosystem.e2e;

import io.todosystem.localstack.mail.StoredMail;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The life of an account, from the first mail to the end of its last session. */
@ByAddress
@ExtendWith(Stack.Extension.class)
class AccountJourneyIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration REVOKED = Duration.ofSeconds(2);
    private static final String NEW = "another password altogether";

    private final Stack stack;

    AccountJourneyIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void an_address_is_verified_and_a_forgotten_password_replaced_by_mailed_links() {
        var ada = stack.rest().register("Ada");
        assertThat(ada.rest().get("/api/v1/me").body().get("email_verified").asBoolean())
                .isFalse();

        var verification = Map.of("token", awaitToken(ada, "verify-email"));
        assertThat(stack.rest().post("/api/v1/auth/verify-email", verification).status())
                .isEqualTo(204);
        assertThat(stack.rest().post("/api/v1/auth/verify-email", verification).status())
                .isEqualTo(400);
        assertThat(ada.rest().get("/api/v1/me").body().get("email_verified").asBoolean())
                .isTrue();

        assertThat(stack.rest()
                        .post("/api/v1/auth/forgot-password", Map.of("email", ada.email()))
                        .status())
                .isEqualTo(202);
        var reset = Map.of("token", awaitToken(ada, "reset-password"), "password", NEW);
        var stream = ada.rest().follow("/api/v1/notifications/stream");
        assertThat(stack.rest().post("/api/v1/auth/reset-password", reset).status())
                .isEqualTo(204);

        assertEnds(ada);
        await().atMost(REVOKED).until(stream::isDone);
        assertThat(login(ada, ada.password()).status()).isEqualTo(401);
        var signedIn = login(ada, NEW);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(stack.rest()
                        .as(signedIn.text("/access_token"))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(200);
        awaitMail(ada, "Your password was changed");
    }

    @Test
    void a_disabled_user_is_out_and_its_open_stream_ends() {
        var bob = stack.rest().register("Bob");
        var administrator = Administrators.create(stack);
        var stream = bob.rest().follow("/api/v1/notifications/stream");

        var disabled = administrator.post("/api/v1/admin/users/" + bob.id() + ":disable", Map.of());

        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.body().get("disabled").asBoolean()).isTrue();
        await().atMost(REVOKED).until(stream::isDone);
        assertEnds(bob);
        assertThat(login(bob, bob.password()).status()).isEqualTo(401);
        awaitMail(bob, "Your account was disabled");

        administrator.post("/api/v1/admin/users/" + bob.id() + ":enable", Map.of());
        assertThat(login(bob, bob.password()).status()).isEqualTo(200);
        assertThat(bob.rest().get("/api/v1/admin/users").status()).isEqualTo(401);
    }

    private void assertEnds(Rest.Account account) {
        await().atMost(REVOKED)
                .untilAsserted(() ->
                        assertThat(account.rest().get("/api/v1/me").status()).isEqualTo(401));
        assertThat(account.rest().get("/api/v1/tasks").status()).isEqualTo(401);
        assertThat(stack.rest()
                        .post("/api/v1/auth/refresh", Map.of("refresh_token", account.refreshToken()))
                        .status())
                .isEqualTo(401);
    }

    private Rest.Answer login(Rest.Account account, String password) {
        return stack.rest().post("/api/v1/auth/login", Map.of("email", account.email(), "password", password));
    }

    /** What stands behind the hash of the link that a mail carries. */
    private String awaitToken(Rest.Account account, String page) {
        var link = Pattern.compile(
                Pattern.quote("http://localhost:" + stack.http().getPort() + "/" + page + "#token=") + "(\\S+)");
        return await().atMost(SOON)
                .until(
                        () -> stack.mailsTo(account.email()).stream()
                                .map(StoredMail::text)
                                .map(link::matcher)
                                .filter(matcher -> matcher.find())
                                .map(matcher -> matcher.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void awaitMail(Rest.Account account, String subject) {
        await().atMost(SOON).untilAsserted(() -> assertThat(stack.mailsTo(account.email()))
                .extracting(StoredMail::subject)
                .contains(subject));
    }
}
