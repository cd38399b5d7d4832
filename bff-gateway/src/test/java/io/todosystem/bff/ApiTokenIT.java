package io.todosystem.bff;

import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.Answers.json;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;

/** API tokens as REST shows them, and what becomes of a refusal for want of a scope. */
class ApiTokenIT {
    private final Failure refused = new Failure(
            Code.PERMISSION_DENIED, "INSUFFICIENT_SCOPE", "The API token needs the scope tasks.read for this");

    private static Gateway gateway;
    private String token = "";

    @BeforeAll
    static void start() {
        gateway = new Gateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void signUp() {
        token = gateway.accounts.signUp("user-" + UUID.randomUUID());
    }

    @AfterEach
    void recover() {
        gateway.auth.recover();
        gateway.tasksServer.recover();
        gateway.notificationServer.recover();
    }

    @Test
    void an_api_token_is_shown_once_listed_used_and_deleted() {
        var made = gateway.post("/api/v1/api-tokens", token, """
                {"name": "backup", "scopes": ["tasks.read", "profile.read"], "expires_in_days": 30}""");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(header(made, "Cache-Control")).isEqualTo("no-store");
        var path = "/api/v1/api-tokens/" + text(json(made), "id");
        assertThat(header(made, "Location")).isEqualTo(path);
        assertThat(json(made).get("scopes").get(1).getStringValue()).isEqualTo("profile.read");
        var secret = text(json(made), "token");

        assertThat(gateway.get("/api/v1/tasks", secret).statusCode()).isEqualTo(200);
        assertThat(gateway.tasksServer.header("ListTasks", "authorization")).isEqualTo("Bearer " + secret);
        var listed = gateway.get("/api/v1/api-tokens", token);
        assertThat(listed.body())
                .contains("backup")
                .contains("\"last_used_time\":null")
                .doesNotContain(secret);
        assertThat(gateway.delete(path, token).statusCode()).isEqualTo(204);
        assertProblem(gateway.delete(path, token), 404, "API_TOKEN_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "a", "scopes": ["tasks.read", "everything"]}                      | /scopes/1
            {"name": "a", "scopes": ["TASKS_READ"]}                                    | /scopes/0
            {"name": "a", "scopes": ["tasks.read"], "expires_in_days": 0}              | /expires_in_days
            {"name": "a", "scopes": ["tasks.read"], "expires_in_days": 1.5}            | /expires_in_days
            {"name": "a", "scopes": ["tasks.read"], "expires_in_days": "7"}            | /expires_in_days
            {"name": "a", "scopes": ["tasks.read"], "expires_in_days": 1e999}          | /expires_in_days
            {"name": "a", "scopes": ["tasks.read"], "expires_in_days": 99999999999999} | /expires_in_days
            {"name": "a"}                                                              | /scopes
            {"scopes": ["tasks.read"]}                                                 | /name
            """)
    void a_bad_draft_names_its_fault(String body, String pointer) {
        var response = gateway.post("/api/v1/api-tokens", token, body);

        assertProblem(response, 400, "INVALID_FIELD");
        assertThat(text(json(response).get("errors").get(0), "pointer")).isEqualTo(pointer);
    }

    @Test
    void a_missing_scope_is_403_with_the_challenge_of_rfc_6750() {
        gateway.tasksServer.fail("ListTasks", refused);

        var response = gateway.get("/api/v1/tasks", token);

        assertProblem(response, 403, "INSUFFICIENT_SCOPE");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
        assertThat(text(json(response), "detail")).contains("tasks.read");
    }

    @Test
    void the_dashboard_shows_what_the_scopes_allow_and_names_the_rest() {
        gateway.tasksServer.fail("ListTasks", refused);
        gateway.notificationServer.fail("ListNotifications", refused);

        var response = gateway.get("/api/v1/dashboard", token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("profile").isObject()).isTrue();
        assertThat(json(response).get("tasks").isNull()).isTrue();
        assertThat(gateway.get("/api/v1/dashboard", token).body())
                .contains("\"degraded\":[\"tasks\",\"notifications\"]");
    }

    @Test
    void a_dashboard_of_which_nothing_may_be_seen_is_403() {
        gateway.auth.fail("GetUser", refused);
        gateway.tasksServer.fail("ListTasks", refused);
        gateway.notificationServer.fail("ListNotifications", refused);

        assertProblem(gateway.get("/api/v1/dashboard", token), 403, "INSUFFICIENT_SCOPE");
    }
}
