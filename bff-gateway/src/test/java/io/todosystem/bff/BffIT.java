package io.todosystem.bff;

import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.Priority;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.Answers.json;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as a client sees it while everything behind works. */
class BffIT {
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
        gateway.tasks.clear();
        token = gateway.accounts.signUp("user-" + UUID.randomUUID());
    }

    // Sign-in

    @Test
    void a_user_registers_signs_in_renews_and_signs_out() {
        var email = UUID.randomUUID() + "@example.org";
        var registered = gateway.post("/api/v1/auth/register", "", """
                {"email": "%s", "password": "long enough", "display_name": "Ada", "time_zone": "Europe/Berlin"}""".formatted(email));
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(header(registered, "Cache-Control")).isEqualTo("no-store");
        var user = json(registered).get("user");
        assertThat(text(user, "display_name")).isEqualTo("Ada");
        assertThat(text(user, "time_zone")).isEqualTo("Europe/Berlin");
        assertThat(user.get("roles").get(0).getStringValue()).isEqualTo("USER");
        assertThat(text(json(registered), "token_type")).isEqualTo("Bearer");
        assertThat(json(registered).get("expires_in").getIntValue()).isEqualTo(600);

        var signedIn = gateway.post("/api/v1/auth/login", "", """
                {"email": "%s", "password": "long enough"}""".formatted(email));
        assertThat(signedIn.statusCode()).isEqualTo(200);
        var renewed = gateway.post("/api/v1/auth/refresh", "", """
                {"refresh_token": "%s"}""".formatted(text(json(signedIn), "refresh_token")));
        assertThat(renewed.statusCode()).isEqualTo(200);
        var access = text(json(renewed), "access_token");

        var me = gateway.get("/api/v1/me", access);
        assertThat(text(json(me), "email")).isEqualTo(email);
        assertThat(gateway.post("/api/v1/auth/logout", access, "").statusCode()).isEqualTo(204);
    }

    @Test
    void wrong_credentials_are_401_without_a_word_about_tokens() {
        var response = gateway.post("/api/v1/auth/login", "", """
                {"email": "nobody@example.org", "password": "x"}""");
        assertProblem(response, 401, "INVALID_CREDENTIALS");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_short_password_is_pointed_at() {
        var response = gateway.post("/api/v1/auth/register", "", """
                {"email": "x@example.org", "password": "x", "display_name": "X"}""");
        assertProblem(response, 400, "INVALID_FIELD").contains("/password");
    }

    @Test
    void sessions_are_listed_and_ended() {
        var sessions = gateway.get("/api/v1/sessions", token);
        var session = json(sessions).get("sessions").get(0);
        assertThat(text(session, "create_time")).isEqualTo("2025-11-20T09:00:00Z");
        assertThat(session.get("current").getBooleanValue()).isTrue();
        assertProblem(gateway.delete("/api/v1/sessions/nonsense", token), 404, "SESSION_NOT_FOUND");
        assertThat(gateway.delete("/api/v1/sessions/" + text(session, "id"), token)
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me",
                "/api/v1/sessions",
                "/api/v1/tasks",
                "/api/v1/tasks/0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2",
                "/api/v1/notifications",
                "/api/v1/notifications/stream",
                "/api/v1/dashboard",
            })
    void without_a_token_there_is_nothing_to_see(String path) {
        var response = gateway.get(path, "");
        assertProblem(response, 401, "MISSING_TOKEN");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer eyJhbGciOiJFUzI1NiJ9.e30.bm8", "Bearer x", "Basic dTpw", "Bearer", "Bearer a b"})
    void a_token_that_is_none_is_told_so(String authorization) {
        var response = gateway.send(gateway.request("GET", "/api/v1/me", "").header("Authorization", authorization));
        assertProblem(response, 401, "INVALID_TOKEN");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void a_login_says_from_where_it_comes_as_the_gateway_itself() {
        gateway.send(gateway.request("POST", "/api/v1/auth/login", "{\"email\": \"a\", \"password\": \"b\"}")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.9"));

        assertThat(gateway.auth.header("Login", "x-client-address")).isEqualTo("127.0.0.1");
        assertThat(gateway.auth.header("Login", "authorization")).startsWith("Bearer ");
    }

    @Test
    void the_token_is_forwarded_to_the_service() {
        gateway.get("/api/v1/tasks", token);
        assertThat(gateway.tasksServer.header("ListTasks", "authorization")).isEqualTo("Bearer " + token);
    }

    // Tasks

    @Test
    void a_task_is_created_read_and_deleted() {
        var created = gateway.post("/api/v1/tasks", token, """
                {"title": "Write", "description": "All of it", "priority": "HIGH", "tags": ["work"],
                 "due": {"time": "2026-11-30T09:00:00", "zone": "Europe/Berlin"}}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(header(created, "ETag")).isEqualTo("\"1\"");
        var location = header(created, "Location");
        assertThat(location).isEqualTo("/api/v1/tasks/" + text(json(created), "id"));
        assertThat(gateway.tasks.last(CreateTaskRequest.class).getTask().getPriority())
                .isEqualTo(Priority.PRIORITY_HIGH);

        var read = gateway.get(location, token);
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.body())
                .contains("\"due\":{\"time\":\"2026-11-30T09:00:00\",\"zone\":\"Europe/Berlin\"}")
                .contains("\"state\":\"OPEN\"")
                .contains("\"complete_time\":null")
                .contains("\"create_time\":\"2025-11-20T09:00:00Z\"");
        assertThat(header(read, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(header(read, "Vary")).contains("Authorization");

        var deleted = gateway.delete(location, token);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertProblem(gateway.get(location, token), 404, "TASK_NOT_FOUND");
    }

    @Test
    void a_client_may_choose_the_id() {
        var id = UUID.randomUUID().toString();
        var created = gateway.post("/api/v1/tasks", token, "{\"title\": \"Mine\", \"id\": \"" + id + "\"}");
        assertThat(text(json(created), "id")).isEqualTo(id);
    }

    @Test
    void a_change_tells_its_version() {
        assertThat(header(create("{\"title\": \"x\"}"), "X-Version")).isEqualTo("list:1");
    }

    @Test
    void verbs_change_the_state() {
        var path = header(create("{\"title\": \"x\"}"), "Location");
        var done = gateway.post(path + ":complete", token, "");
        assertThat(text(json(done), "state")).isEqualTo("DONE");
        assertThat(header(done, "ETag")).isEqualTo("\"2\"");
        assertProblem(gateway.post(path + ":cancel", token, ""), 409, "TASK_DONE");
        assertThat(text(json(gateway.post(path + ":reopen", token, "")), "state"))
                .isEqualTo("OPEN");
        assertThat(text(json(gateway.post(path + ":cancel", token, "")), "state"))
                .isEqualTo("CANCELLED");
        assertThat(gateway.post(path + ":explode", token, "").statusCode()).isIn(404, 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d", "..%2f..%2fetc", "%00", "1:complete"})
    void an_id_that_is_no_uuid_is_an_unknown_task(String id) {
        assertProblem(gateway.get("/api/v1/tasks/" + id, token), 404, "TASK_NOT_FOUND");
    }

    @Test
    void a_patch_changes_what_it_names_and_null_clears() {
        var path = header(
                create(
                        "{\"title\": \"x\", \"description\": \"keep\", \"due\": {\"date\": \"2026-11-30\"}, \"tags\": [\"a\"]}"),
                "Location");
        var patched = gateway.patch(path, token, "{\"due\": null, \"priority\": \"LOW\", \"tags\": []}");
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(gateway.tasks.last(UpdateTaskRequest.class).getUpdateMask().getPathsList())
                .containsExactly("due", "priority", "tags");
        assertThat(patched.body())
                .contains("\"due\":null")
                .contains("\"description\":\"keep\"")
                .contains("\"priority\":\"LOW\"")
                .contains("\"tags\":[]");
    }

    @Test
    void an_empty_patch_changes_nothing() {
        var created = create("{\"title\": \"x\"}");
        var patched = gateway.patch(header(created, "Location"), token, "{}");
        assertThat(patched.body()).isEqualTo(created.body());
        assertThat(header(patched, "ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_patch_of_what_cannot_be_changed_is_pointed_at() {
        var path = header(create("{\"title\": \"x\"}"), "Location");
        assertProblem(gateway.patch(path, token, "{\"version\": 7}"), 400, "INVALID_FIELD")
                .contains("/version");
        assertProblem(gateway.patch(path, token, "{\"state\": \"DONE\"}"), 400, "INVALID_FIELD")
                .contains("/state");
    }

    @Test
    void a_patch_may_come_as_plain_json_but_as_nothing_else() {
        var path = header(create("{\"title\": \"x\"}"), "Location");
        var plain = gateway.send(Gateway.authorized(gateway.request("PATCH", path, "{\"title\": \"y\"}"), token)
                .header("Content-Type", "application/json"));
        assertThat(text(json(plain), "title")).isEqualTo("y");
        var other = gateway.send(Gateway.authorized(gateway.request("PATCH", path, "[]"), token)
                .header("Content-Type", "application/json-patch+json"));
        assertProblem(other, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(header(other, "Accept-Patch")).contains("application/merge-patch+json");
    }

    // Lists

    @Test
    void a_list_passes_its_query_on() {
        var response = gateway.get(
                "/api/v1/tasks?state=OPEN,DONE&state=CANCELLED&tag=a%2Cb&tag=c&order_by=due%20desc&page_size=7", token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var request = gateway.tasks.last(ListTasksRequest.class);
        assertThat(request.getStatesList())
                .containsExactly(TaskState.TASK_STATE_OPEN, TaskState.TASK_STATE_DONE, TaskState.TASK_STATE_CANCELLED);
        assertThat(request.getTagsList()).containsExactly("a,b", "c");
        assertThat(request.getOrderBy()).isEqualTo("due desc");
        assertThat(request.getPageSize()).isEqualTo(7);
    }

    @Test
    void pages_are_linked() {
        create("{\"title\": \"1\"}");
        create("{\"title\": \"2\"}");
        create("{\"title\": \"3\"}");
        var first = gateway.get("/api/v1/tasks?page_size=2&state=OPEN", token);
        assertThat(json(first).get("tasks").size()).isEqualTo(2);
        var link = header(first, "Link");
        assertThat(link).isEqualTo("</api/v1/tasks?page_size=2&state=OPEN&page_token=2>; rel=\"next\"");
        var second = gateway.get(link.substring(1, link.indexOf('>')), token);
        assertThat(json(second).get("tasks").size()).isEqualTo(1);
        assertThat(text(json(second), "next_page_token")).isEmpty();
        assertThat(header(second, "Link")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "page_size=x, INVALID_FIELD, /page_size",
        "page_size=1.5, INVALID_FIELD, /page_size",
        "page_size=99999999999, INVALID_FIELD, /page_size",
        "state=open, INVALID_FIELD, 'OPEN, DONE, CANCELLED'",
        "state=, INVALID_FIELD, /state",
        "page_token=x, INVALID_PAGE_TOKEN, page token",
        "pagesize=1, UNKNOWN_PARAMETER, /pagesize",
    })
    void a_query_that_is_not_understood_is_refused(String query, String code, String told) {
        assertProblem(gateway.get("/api/v1/tasks?" + query, token), 400, code).contains(told);
    }

    // Conditional requests

    @Test
    void what_the_client_has_already_is_304() {
        var path = header(create("{\"title\": \"x\"}"), "Location");
        for (var tag : new String[] {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"}) {
            var response = gateway.send(
                    Gateway.authorized(gateway.request("GET", path, ""), token).header("If-None-Match", tag));
            assertThat(response.statusCode()).as(tag).isEqualTo(304);
            assertThat(response.body()).isEmpty();
            assertThat(header(response, "ETag")).isEqualTo("\"1\"");
        }
        var list = gateway.get("/api/v1/tasks", token);
        var again = gateway.send(Gateway.authorized(gateway.request("GET", "/api/v1/tasks", ""), token)
                .header("If-None-Match", header(list, "ETag")));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1\"          | 200",
                "W/\"1\"        | 200",
                "*              | 200",
                "\"9\", \"1\"   | 200",
                "\"9\"          | 412",
                "\"9\", \"8\"   | 412",
                "1              | 400",
            })
    void a_change_is_made_only_to_the_version_that_the_client_knows(String ifMatch, int status) {
        var path = header(create("{\"title\": \"x\"}"), "Location");
        var response = gateway.send(Gateway.authorized(gateway.request("PATCH", path, "{\"title\": \"y\"}"), token)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", ifMatch));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 412) {
            assertProblem(response, 412, "ETAG_MISMATCH");
        }
    }

    // Idempotency

    @Test
    void a_repetition_is_answered_as_the_first_and_says_so() {
        var key = UUID.randomUUID().toString();
        var first = createWithKey(key, "{\"title\": \"once\"}");
        var second = createWithKey("\"" + key + "\"", "{\"title\": \"once\"}");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
        assertProblem(createWithKey(key, "{\"title\": \"twice\"}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_key_that_is_none_is_refused() {
        assertProblem(createWithKey("two words", "{\"title\": \"x\"}"), 400, "INVALID_HEADER");
        assertProblem(createWithKey("k".repeat(65), "{\"title\": \"x\"}"), 400, "INVALID_HEADER");
    }

    @Test
    void without_a_key_every_request_is_its_own() {
        create("{\"title\": \"x\"}");
        var first = gateway.tasks.last(CreateTaskRequest.class).getRequestId();
        create("{\"title\": \"x\"}");
        assertThat(gateway.tasks.last(CreateTaskRequest.class).getRequestId()).isNotEqualTo(first);
        assertThat(UUID.fromString(first)).isNotNull();
    }

    // Notifications

    @Test
    void notifications_are_listed_and_read() {
        gateway.notifications.clear();
        gateway.notifications.notify("task.created");
        var newest = gateway.notifications.notify("task.completed");
        var list = gateway.get("/api/v1/notifications", token);
        assertThat(json(list).get("unread_count").getIntValue()).isEqualTo(2);
        var first = json(list).get("notifications").get(0);
        assertThat(text(first, "kind")).isEqualTo("task.completed");

        var read = gateway.post("/api/v1/notifications/" + newest.getId() + ":read", token, "");
        assertThat(json(read).get("read").getBooleanValue()).isTrue();
        var unread = gateway.get("/api/v1/notifications?unread=true", token);
        assertThat(json(unread).get("notifications").size()).isEqualTo(1);
        var all = gateway.post("/api/v1/notifications:readAll", token, "");
        assertThat(json(all).get("marked_count").getIntValue()).isEqualTo(1);
        assertProblem(gateway.get("/api/v1/notifications?unread=perhaps", token), 400, "INVALID_FIELD");
        assertProblem(gateway.post("/api/v1/notifications/nonsense:read", token, ""), 404, "NOTIFICATION_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notifications/{id}:read", "notifications:readAll"})
    void a_repetition_of_reading_is_answered_as_the_first_and_says_so(String path) {
        var id = gateway.notifications.notify("task.completed").getId();
        var key = UUID.randomUUID().toString();
        Supplier<HttpResponse<String>> reading = () -> gateway.send(
                Gateway.authorized(gateway.request("POST", "/api/v1/" + path.replace("{id}", id), ""), token)
                        .header("Idempotency-Key", key));
        var first = reading.get();
        var second = reading.get();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
    }

    // Dashboard

    @Test
    void the_dashboard_has_every_section() {
        create("{\"title\": \"x\"}");
        var response = gateway.get("/api/v1/dashboard", token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var dashboard = json(response);
        assertThat(text(dashboard.get("profile"), "email")).endsWith("@example.org");
        assertThat(dashboard.get("tasks").get("tasks").size()).isEqualTo(1);
        assertThat(dashboard.get("notifications").get("unread_count").isNumber())
                .isTrue();
        assertThat(response.body()).contains("\"orders\":[]").contains("\"degraded\":[]");
    }

    private HttpResponse<String> create(String body) {
        var response = gateway.post("/api/v1/tasks", token, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return response;
    }

    private HttpResponse<String> createWithKey(String key, String body) {
        return gateway.send(
                Gateway.json(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", body), token), body)
                        .header("Idempotency-Key", key));
    }
}
