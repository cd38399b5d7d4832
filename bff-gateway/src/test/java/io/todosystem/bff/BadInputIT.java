package io.todosystem.bff;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a client gets wrong is a problem document, also where only the framework sees it. */
class BadInputIT {
    private static Gateway gateway;
    private static String token = "";

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        token = gateway.accounts.signUp("ada");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api", "/api/v1/nothing", "/api/v2/tasks", "/docs/nothing", "/docs/..%2fapplication.yml"})
    void an_unknown_path_is_404_with_and_without_a_token(String path) {
        assertProblem(gateway.get(path, ""), 404, "NOT_FOUND");
        assertProblem(gateway.get(path, token), 404, "NOT_FOUND");
    }

    @Test
    void a_method_that_a_path_does_not_take_is_405_and_told_which() {
        var response =
                gateway.send(gateway.request("PUT", "/api/v1/tasks", "{}").header("Content-Type", "application/json"));
        assertProblem(response, 405, "METHOD_NOT_ALLOWED");
        assertThat(response.headers().allValues("Allow").toString())
                .contains("GET")
                .contains("POST");
    }

    @Test
    void an_answer_of_another_type_is_406() {
        var response = gateway.send(Gateway.authorized(gateway.request("GET", "/api/v1/tasks", ""), token)
                .header("Accept", "text/html"));
        assertProblem(response, 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data"})
    void a_body_of_another_type_is_415(String type) {
        var response = gateway.send(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "{}"), token)
                .header("Content-Type", type));
        assertProblem(response, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_of_no_type_or_a_strange_encoding_is_415() {
        var untyped = Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "{\"title\": \"x\"}"), token);
        assertProblem(gateway.send(untyped), 415, "UNSUPPORTED_MEDIA_TYPE");
        var packed = Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "{\"title\": \"x\"}"), token)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip");
        assertProblem(gateway.send(packed), 415, "UNSUPPORTED_MEDIA_TYPE");
        var latin = Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "{\"title\": \"x\"}"), token)
                .header("Content-Type", "application/json; charset=iso-8859-1");
        assertProblem(gateway.send(latin), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=\"UTF-8\", 201",
        "application/json; charset=utf-8, 201",
        "application/json; charset=\"utf-16\", 415",
        "application/json; charset=no-such, 415",
        "application/json; charset=, 415",
        "application/json; charset=\"a b, 415",
    })
    void a_charset_may_be_quoted_and_must_be_utf_8(String type, int status) {
        var response =
                gateway.send(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "{\"title\": \"x\"}"), token)
                        .header("Content-Type", type));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    @Test
    void a_page_of_another_site_gets_no_leave_to_read_or_to_send() {
        var read = gateway.send(Gateway.authorized(gateway.request("GET", "/api/v1/tasks", ""), token)
                .header("Origin", "https://elsewhere.example"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(header(read, "Access-Control-Allow-Origin")).isEmpty();
        var asked = gateway.send(gateway.request("OPTIONS", "/api/v1/tasks", "")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST"));
        assertProblem(asked, 405, "METHOD_NOT_ALLOWED");
        assertThat(header(asked, "Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void authorization_given_twice_is_401() {
        var twice = Gateway.authorized(gateway.request("GET", "/api/v1/tasks", ""), token)
                .header("Authorization", "Bearer a.b.c");
        assertProblem(gateway.send(twice), 401, "INVALID_TOKEN");
    }

    @Test
    void a_body_over_one_mebibyte_is_413() {
        var body = "{\"title\": \"" + "x".repeat(1_100_000) + "\"}";
        assertProblem(gateway.post("/api/v1/tasks", token, body), 413, "TOO_LARGE");
        var chunked = gateway.send(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", "x"), token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
        assertProblem(chunked, 413, "TOO_LARGE");
    }

    @Test
    void a_body_that_is_missing_is_400() throws IOException {
        var response = gateway.send(Gateway.authorized(gateway.request("POST", "/api/v1/tasks", ""), token)
                .header("Content-Type", "application/json"));
        assertProblem(response, 400, "EMPTY_BODY");
        assertThat(raw("POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\n\r\n")).contains("EMPTY_BODY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\": 1}                            | INVALID_FIELD  | \"/title\"",
                "{\"title\": \"x\", \"titel\": 1}          | INVALID_FIELD  | \"/titel\"",
                "{\"title\": \"x\", \"priority\": \"TOP\"} | INVALID_FIELD  | NONE, LOW, MEDIUM, HIGH, URGENT",
                "{\"title\": \"x\", \"tags\": [1]}         | INVALID_FIELD  | \"/tags/0\"",
                "{\"title\": \"x\", \"due\": \"soon\"}     | INVALID_FIELD  | \"/due\"",
                "{\"title\": \"a\\u0000b\"}                | INVALID_FIELD  | NUL",
                "{\"title\": \"a\\udc00b\"}                | INVALID_FIELD  | surrogate",
                "{\"title\": \" \"}                        | INVALID_FIELD  | \"/title\"",
                "{\"title\": \"x\", \"title\": \"y\"}      | MALFORMED_JSON | \"/title\"",
                "{\"title\":                               | MALFORMED_JSON | line 1",
                "[{}]                                      | INVALID_FIELD  | The body must be an object",
            })
    void a_body_that_is_not_understood_is_400_and_pointed_at(String body, String code, String told) {
        assertProblem(gateway.post("/api/v1/tasks", token, body), 400, code)
                .contains(told.replace("\"/", "\"pointer\":\"/"));
    }

    @Test
    void deep_nesting_is_400() {
        assertProblem(gateway.post("/api/v1/tasks", token, "{\"tags\":" + "[".repeat(100_000)), 400, "MALFORMED_JSON");
    }

    @Test
    void nobody_asks_a_service_about_a_body_that_is_not_understood() {
        int before = gateway.tasksServer.calls();
        gateway.post("/api/v1/tasks", token, "{\"title\": 1}");
        assertThat(gateway.tasksServer.calls()).isEqualTo(before);
    }

    @Test
    void a_sane_request_id_is_kept_and_another_replaced() {
        var kept = gateway.send(gateway.request("GET", "/nothing", "").header("X-Request-Id", "trace.me-1_2"));
        assertThat(header(kept, "X-Request-Id")).isEqualTo("trace.me-1_2");
        var replaced = gateway.send(gateway.request("GET", "/nothing", "").header("X-Request-Id", "<script>"));
        assertThat(header(replaced, "X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void the_request_id_and_trace_reach_the_service() {
        var response = gateway.send(Gateway.authorized(gateway.request("GET", "/api/v1/tasks", ""), token)
                .header("X-Request-Id", "follow-me")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(gateway.tasksServer.header("ListTasks", "x-request-id")).isEqualTo("follow-me");
        assertThat(gateway.tasksServer.header("ListTasks", "traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            })
    void what_is_hardly_http_is_400(String raw) throws IOException {
        assertThat(raw(raw)).containsPattern("^HTTP/1.[01] 400");
    }

    @Test
    void a_header_that_is_too_large_is_refused() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(20_000) + "\r\n\r\n"))
                .containsPattern("^HTTP/1.1 4(13|31)");
    }

    @Test
    void a_line_break_in_a_query_does_not_reach_a_header() {
        var response = gateway.get("/api/v1/tasks?page_size=1&state=OPEN%0d%0aSet-Cookie:%20a=b", token);
        assertProblem(response, 400, "INVALID_FIELD");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void head_is_answered_like_get_without_a_body() {
        HttpResponse<String> response =
                gateway.send(Gateway.authorized(gateway.request("HEAD", "/api/v1/tasks", ""), token));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        var missing = gateway.send(gateway.request("HEAD", "/nothing", ""));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
    }

    private static String raw(String request) throws IOException {
        try (var socket = gateway.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var first = new byte[4_096];
            int length = socket.getInputStream().read(first);
            return new String(first, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        }
    }
}
