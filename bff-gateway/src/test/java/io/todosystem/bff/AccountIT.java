package io.todosystem.bff;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.Answers.json;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Accounts by REST: one's own, and everybody's for administrators. */
class AccountIT {
    private static Gateway gateway;
    private String token = "";
    private String id = "";

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        String token = gateway.accounts.signUp("first");
        await().until(() -> gateway.get("/api/v1/me", token).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void signUp() {
        token = gateway.accounts.signUp("user-" + UUID.randomUUID());
        id = gateway.accounts.idOf(token);
    }

    @Test
    void a_patch_of_the_profile_names_the_members_that_it_has() {
        var changed = gateway.patch("/api/v1/me", token, """
                {"locale": "de-AT", "time_zone": null}""");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(text(json(changed), "locale")).isEqualTo("de-AT");
        assertThat(json(changed).get("email_verified").getBooleanValue()).isFalse();
        assertThat(header(changed, "ETag")).isEqualTo("\"2\"");
        var asked = gateway.accounts.lastUpdate();
        assertThat(asked.getUpdateMask().getPathsList()).containsExactly("locale", "time_zone");
        assertThat(asked.getUser().getTimeZone()).isEmpty();

        gateway.patch("/api/v1/me", token, "{}");
        assertThat(gateway.accounts.lastUpdate().getUpdateMask().getPathsList()).isEmpty();
    }

    @Test
    void a_profile_is_changed_only_in_the_version_that_the_client_knows() {
        assertThat(header(gateway.get("/api/v1/me", token), "ETag")).isEqualTo("\"1\"");
        assertThat(gateway.send(me("GET", "").header("If-None-Match", "\"1\"")).statusCode())
                .isEqualTo(304);

        assertProblem(gateway.send(patch("\"7\"")), 412, "ETAG_MISMATCH");
        assertProblem(gateway.send(patch("\"7\", \"8\"")), 412, "ETAG_MISMATCH");
        assertThat(gateway.send(patch("\"7\", \"1\"")).statusCode()).isEqualTo(200);
        assertThat(gateway.send(patch("\"2\"")).statusCode()).isEqualTo(200);
        assertThat(gateway.send(patch("*")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_or_unknown_member_is_pointed_at() {
        assertProblem(gateway.patch("/api/v1/me", token, "{\"locale\": \"nonsense\"}"), 400, "INVALID_FIELD")
                .contains("\"/locale\"");
        for (String member : List.of("email", "roles", "id", "email_verified")) {
            assertProblem(gateway.patch("/api/v1/me", token, "{\"" + member + "\": \"x\"}"), 400, "INVALID_FIELD")
                    .contains("\"/" + member + "\"");
        }
    }

    @Test
    void forgetting_is_202_for_everybody() {
        for (String email : List.of("ada@example.org", "nobody@example.org")) {
            var heard = gateway.post("/api/v1/auth/forgot-password", "", "{\"email\": \"" + email + "\"}");
            assertThat(heard.statusCode()).isEqualTo(202);
            assertThat(heard.body()).isEmpty();
        }
    }

    @Test
    void links_are_used_by_their_token() {
        assertThat(gateway.post("/api/v1/auth/verify-email", "", "{\"token\": \"good\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(gateway.post("/api/v1/auth/reset-password", "", """
                                {"token": "good", "password": "correct horse battery"}""").statusCode())
                .isEqualTo(204);
        assertProblem(gateway.post("/api/v1/auth/verify-email", "", "{\"token\": \"used-up\"}"), 400, "INVALID_LINK")
                .contains("\"/token\"")
                .doesNotContain("used-up");
        assertProblem(gateway.post("/api/v1/auth/reset-password", "", """
                                {"token": "used-up", "password": "correct horse battery"}"""), 400, "INVALID_LINK");
    }

    @Test
    void who_asks_for_too_many_mails_is_told_when_to_come_back() {
        assertThat(gateway.post("/api/v1/auth/resend-verification", token, "").statusCode())
                .isEqualTo(204);
        var refused = gateway.post("/api/v1/auth/resend-verification", token, "");
        assertProblem(refused, 429, "TOO_MANY_MAILS");
        assertThat(header(refused, "Retry-After")).isEqualTo("3000");
    }

    @Test
    void a_new_password_gives_a_new_pair() {
        var changed = gateway.post("/api/v1/auth/change-password", token, """
                {"current_password": "long enough", "new_password": "even longer than that"}""");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(header(changed, "Cache-Control")).isEqualTo("no-store");
        assertThat(gateway.get("/api/v1/me", text(json(changed), "access_token"))
                        .statusCode())
                .isEqualTo(200);
        var wrong = gateway.post("/api/v1/auth/change-password", token, """
                {"current_password": "wrong", "new_password": "even longer than that"}""");
        assertProblem(wrong, 400, "WRONG_PASSWORD").contains("\"/current_password\"");
    }

    @Test
    void an_administrator_finds_and_changes_users() {
        String path = "/api/v1/admin/users/" + id;
        var page = gateway.get("/api/v1/admin/users?email=user-&page_size=1", token);
        assertThat(json(page).get("users").size()).isEqualTo(1);
        assertThat(gateway.get(path, token).body()).contains("\"disabled\":false");

        assertThat(gateway.post(path + ":disable", token, "").body()).contains("\"disabled\":true");
        assertThat(gateway.post(path + ":enable", token, "").body()).contains("\"disabled\":false");
        assertThat(gateway.post(path + ":setRoles", token, "{\"roles\": [\"ADMIN\"]}")
                        .body())
                .contains("\"roles\":[\"ADMIN\"]");

        assertProblem(gateway.post(path + ":setRoles", token, "{\"roles\": [\"KING\"]}"), 400, "INVALID_FIELD");
        assertProblem(gateway.get("/api/v1/admin/users/" + UUID.randomUUID(), token), 404, "USER_NOT_FOUND");
        assertProblem(gateway.post("/api/v1/admin/users/nonsense:disable", token, ""), 404, "USER_NOT_FOUND");
    }

    @Test
    void an_invitation_is_made_with_its_code() {
        var made = gateway.post("/api/v1/admin/invitations", token, """
                {"email": "grace@example.org", "expire_time": "2026-11-30T10:00:00+01:00"}""");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(header(made, "Cache-Control")).isEqualTo("no-store");
        assertThat(text(json(made), "code")).isNotEmpty();
        assertThat(text(json(made), "expire_time")).isEqualTo("2026-11-30T09:00:00Z");

        assertProblem(
                        gateway.post("/api/v1/admin/invitations", token, "{\"expire_time\": \"tomorrow\"}"),
                        400,
                        "INVALID_FIELD")
                .contains("\"/expire_time\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/sessions", "/api/v1/admin/users"})
    void without_a_token_there_is_nothing_to_see(String path) {
        assertProblem(gateway.get(path, ""), 401, "MISSING_TOKEN");
    }

    private HttpRequest.Builder patch(String ifMatch) {
        return me("PATCH", "{\"locale\": \"nl\"}").header("If-Match", ifMatch);
    }

    private HttpRequest.Builder me(String method, String body) {
        return Gateway.authorized(gateway.request(method, "/api/v1/me", body), token)
                .header("Content-Type", "application/merge-patch+json");
    }
}
