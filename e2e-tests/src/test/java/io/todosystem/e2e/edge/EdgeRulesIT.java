package io.todosystem.e2e.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the edge does by itself, seen from both of its sides. */
@Tag("long")
class EdgeRulesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Echo FIRST = new Echo();
    private static final Echo SECOND = new Echo();
    private static final Echo AUTH = new Echo();
    private static final Echo BROKEN = new Echo();
    private static final Nginx EDGE = Nginx.unlimited(
            "rules", Map.of("bff", List.of(FIRST.address(), SECOND.address()), "auth_http", List.of(AUTH.address())));

    @AfterAll
    static void close() {
        EDGE.close();
        FIRST.close();
        SECOND.close();
        AUTH.close();
        BROKEN.close();
    }

    @BeforeEach
    void forget() {
        FIRST.arrivals().clear();
        SECOND.arrivals().clear();
        AUTH.arrivals().clear();
        BROKEN.arrivals().clear();
    }

    @Test
    void identities_from_outside_are_dropped_and_the_address_is_the_real_one() throws Exception {
        assertThat(get(
                                "/api/v1/tasks",
                                "Authorization",
                                "Bearer good",
                                "X-User-Id",
                                "root",
                                "X-Roles",
                                "ADMIN",
                                "X-Session-Id",
                                "1",
                                "X-Client-Id",
                                "bff",
                                "X-Real-IP",
                                "10.0.0.1",
                                "Forwarded",
                                "for=10.0.0.1",
                                "X-Forwarded-For",
                                "10.0.0.1")
                        .statusCode())
                .isEqualTo(200);
        var arrival = arrived();
        for (var name : List.of("X-user-id", "X-roles", "X-session-id", "X-client-id", "X-real-ip", "Forwarded")) {
            assertThat(arrival.header(name)).as(name).isEmpty();
        }
        assertThat(arrival.header("X-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(arrival.header("Authorization")).containsExactly("Bearer good");
    }

    @Test
    void ids_that_are_good_are_kept_and_others_replaced() throws Exception {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        get("/health", "X-Request-Id", "mine-1", "traceparent", trace);
        assertThat(arrived().header("X-request-id")).containsExactly("mine-1");
        assertThat(arrived().header("Traceparent")).containsExactly(trace);

        forget();
        get("/health", "X-Request-Id", "not \"mine\"", "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
        assertThat(arrived().header("X-request-id")).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(arrived().header("Traceparent"))
                .singleElement()
                .asString()
                .matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]");
    }

    @Test
    void who_has_no_good_token_does_not_reach_the_bff() throws Exception {
        for (var headers : List.of(new String[] {}, new String[] {"Authorization", "Bearer bad"})) {
            var answer = get("/api/v1/tasks/1?x=%22", headers);
            problem(answer, 401, "INVALID_TOKEN");
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue(headers.length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"");
        }
        assertThat(FIRST.arrivals()).isEmpty();
        assertThat(SECOND.arrivals()).isEmpty();
    }

    @Test
    void a_token_is_asked_about_once_in_a_second_of_the_clock() throws Exception {
        var token = "Bearer good, asked for once";
        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(get("/api/v1/tasks", "Authorization", token).statusCode())
                    .isEqualTo(200);
        }
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        assertThat(AUTH.arrivals()).hasSizeBetween(1, (int) seconds + 2);
        assertThat(AUTH.last().headers()).doesNotContainKeys("X-user-id", "Content-length");
    }

    @Test
    void requests_with_a_new_token_do_not_wait_for_one_another() {
        AUTH.answerTogether(10);
        var requests = Stream.generate(() -> request("/api/v1/tasks")
                        .header("Authorization", "Bearer good, all at once")
                        .build())
                .limit(10)
                .map(request -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        assertThat(requests)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(AUTH.arrivals()).hasSize(10);
    }

    @Test
    void to_ask_about_a_token_promises_no_body() throws Exception {
        for (var body : List.of(
                BodyPublishers.ofString("{}"),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'})))) {
            var answer = send(HttpRequest.newBuilder(EDGE.http().resolve("/api/v1/tasks"))
                    .header("Authorization", "Bearer good " + UUID.randomUUID())
                    .POST(body));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(AUTH.last().headers()).doesNotContainKeys("Content-length", "Transfer-encoding");
        }
        assertThat(AUTH.arrivals()).hasSize(2);
    }

    @Test
    void a_revoked_token_is_refused_after_a_second_wherever_in_it_it_was_asked_about() throws Exception {
        for (int millisecond : List.of(0, 500)) {
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                long late = System.currentTimeMillis() % 1000 - millisecond;
                return late >= 0 && late < 100;
            });
            var token = "Bearer good until it is revoked at " + millisecond;
            assertThat(get("/api/v1/tasks", "Authorization", token).statusCode())
                    .isEqualTo(200);
            AUTH.revoke(token);
            long begin = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> get("/api/v1/tasks", "Authorization", token).statusCode() == 401);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1900));
        }
    }

    @Test
    void etags_stay_strong() throws Exception {
        var answer = get("/api/v1/tasks", "Authorization", "Bearer good", "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void every_answer_over_tls_demands_tls_from_then_on() throws Exception {
        for (var path : List.of("/health", "/api/v1/tasks", "/todo.auth.v1.AuthService/ValidateToken")) {
            var answer = EDGE.client()
                    .send(HttpRequest.newBuilder(EDGE.https().resolve(path)).build(), BodyHandlers.discarding());
            assertThat(answer.headers().allValues("Strict-Transport-Security"))
                    .as(path)
                    .containsExactly("max-age=31536000");
        }
        assertThat(get("/health").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void a_read_is_tried_elsewhere() throws Exception {
        try (var edge = beforeOneThatBreaks()) {
            for (int i = 0; i < 2; i++) {
                assertThat(send(HttpRequest.newBuilder(edge.http().resolve("/health")))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(BROKEN.arrivals()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "DELETE", "PUT"})
    void a_change_is_sent_once(String method) throws Exception {
        try (var edge = beforeOneThatBreaks()) {
            for (int i = 0; i < 2; i++) {
                var answer = send(HttpRequest.newBuilder(edge.http().resolve("/api/v1/tasks/1"))
                        .header("Authorization", "Bearer good")
                        .method(method, BodyPublishers.ofString("{}")));
                if (answer.statusCode() != 200) {
                    problem(answer, 503, "UPSTREAM_UNAVAILABLE");
                }
            }
            assertThat(List.of(BROKEN.arrivals(), FIRST.arrivals()))
                    .allSatisfy(arrivals -> assertThat(arrivals).singleElement().satisfies(arrival -> {
                        assertThat(arrival.method()).isEqualTo(method);
                        assertThat(arrival.path()).isEqualTo("/api/v1/tasks/1");
                    }));
        }
    }

    private static Nginx beforeOneThatBreaks() {
        BROKEN.breakConnections();
        return Nginx.unlimited(
                "retries",
                Map.of("bff", List.of(BROKEN.address(), FIRST.address()), "auth_http", List.of(AUTH.address())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | BAD_REQUEST                | GARBAGE",
                "400 | BAD_REQUEST                | GET /health HTTP/1.1",
                "400 | BAD_REQUEST                | GET /health HTTP/1.1; Host: a; Host: b",
                "400 | BAD_REQUEST                | GET /../.. HTTP/1.1; Host: a",
                "400 | BAD_REQUEST                | POST /health HTTP/1.1; Host: a; Content-Length: x",
                "400 | BAD_REQUEST                | POST /health HTTP/1.1; Host: a; Content-Length: 3; Transfer-Encoding: chunked",
                "405 | METHOD_NOT_ALLOWED         | TRACE /health HTTP/1.1; Host: a",
                "501 | NOT_IMPLEMENTED            | POST /health HTTP/1.1; Host: a; Transfer-Encoding: gzip",
                "505 | HTTP_VERSION_NOT_SUPPORTED | GET /health HTTP/3.0; Host: a"
            })
    void what_is_not_http_is_a_problem(int status, String code, String request) throws Exception {
        var answer = raw(request.replace("; ", "\r\n") + "\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json", "\"code\":\"" + code + "\"");
        assertThat(FIRST.arrivals()).isEmpty();
        assertThat(SECOND.arrivals()).isEmpty();
    }

    @Test
    void what_is_too_large_is_a_problem() throws Exception {
        problem(send(request("/health").POST(BodyPublishers.ofByteArray(new byte[2 << 20]))), 413, "BODY_TOO_LARGE");
        problem(get("/health", "X-Large", "a".repeat(9000)), 431, "HEADERS_TOO_LARGE");
        problem(get("/health?" + "a".repeat(9000)), 414, "URI_TOO_LONG");
        assertThat(FIRST.arrivals()).isEmpty();
        assertThat(SECOND.arrivals()).isEmpty();
    }

    @Test
    void a_client_that_dribbles_its_headers_is_cut() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), EDGE.plainPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(untilClosed(socket)).isEmpty();
        }
        assertThat(FIRST.arrivals()).isEmpty();
    }

    @Test
    void an_address_that_asks_too_often_hears_when_to_come_again() throws Exception {
        try (var edge = Nginx.limited("limits", Map.of("bff", List.of(FIRST.address())))) {
            HttpResponse<String> answer;
            int taken = 0;
            do {
                answer = send(HttpRequest.newBuilder(edge.http().resolve("/api/v1/auth/login"))
                        .POST(BodyPublishers.ofString("{}")));
                taken++;
            } while (answer.statusCode() == 200 && taken < 100);
            problem(answer, 429, "TOO_MANY_REQUESTS");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(taken).isBetween(20, 24);
            assertThat(send(HttpRequest.newBuilder(edge.http().resolve("/health")))
                            .statusCode())
                    .as("only signing in is limited so narrowly")
                    .isEqualTo(200);
        }
    }

    @Test
    void an_address_that_asks_for_anything_too_often_is_limited_after_a_burst() throws Exception {
        try (var edge = Nginx.limited("requests", Map.of("bff", List.of(FIRST.address())))) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            do {
                answers.addAll(atOnce(40, edge, "/health"));
            } while (refusals(answers).isEmpty() && answers.size() < 10_000);
            var refused = refusals(answers);
            assertThat(refused).isNotEmpty();
            problem(refused.getFirst(), 429, "TOO_MANY_REQUESTS");
            assertThat(refused.getFirst().headers().firstValue("Retry-After")).hasValue("2");
            assertThat(answers.size() - refused.size()).isGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void an_address_has_a_hundred_requests_under_way() throws Exception {
        try (var slow = new Echo();
                var edge = Nginx.unlimited("connections", Map.of("bff", List.of(slow.address())))) {
            slow.hold();
            var answers = sent(130, edge, "/health");
            await().until(() ->
                    answers.stream().filter(CompletableFuture::isDone).count() == 30);
            slow.release();
            var refused = refusals(answers.stream().map(CompletableFuture::join).toList());
            assertThat(refused).hasSize(30);
            problem(refused.getFirst(), 429, "TOO_MANY_REQUESTS");
            assertThat(slow.arrivals()).hasSize(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Login", "ForgotPassword", "ResetPassword", "VerifyEmail", "Register"})
    void an_address_that_asks_too_often_by_grpc_is_limited_as_by_rest(String method) throws Exception {
        try (var edge = Nginx.limited("grpc-limits", Map.of())) {
            int taken = 0;
            do {
                taken++;
            } while (!grpcStatus(edge, "todo.auth.v1.AuthService/" + method).equals("8") && taken < 100);
            assertThat(taken).isBetween(20, 24);
            assertThat(grpcStatus(edge, "todo.auth.v1.AuthService/RefreshToken"))
                    .as("only signing in is limited so narrowly")
                    .isEqualTo("14");
        }
    }

    @Test
    void every_request_is_one_line_of_json_without_its_query() throws Exception {
        get("/health?secret=hush", "X-Request-Id", "to-be-found");
        get("/api/v1/tasks?secret=hush", "X-Request-Id", "refused-one");
        await().until(() -> EDGE.logged().stream().anyMatch(line -> line.contains("refused-one")));
        var lines = EDGE.logged().stream().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).noneMatch(line -> line.contains("hush"));
        var good = logged(lines, "to-be-found");
        assertThat(good.get("path").asText()).isEqualTo("/health");
        assertThat(good.get("status").asInt()).isEqualTo(200);
        assertThat(good.get("upstream_duration_s").asText()).matches("\\d+\\.\\d+");
        assertThat(good.get("trace_id").asText()).hasSize(32);
        var refused = logged(lines, "refused-one");
        assertThat(refused.get("path").asText()).isEqualTo("/api/v1/tasks");
        assertThat(refused.get("status").asInt()).isEqualTo(401);
    }

    private static List<HttpResponse<String>> atOnce(int requests, Nginx edge, String path) {
        return sent(requests, edge, path).stream().map(CompletableFuture::join).toList();
    }

    private static List<CompletableFuture<HttpResponse<String>>> sent(int requests, Nginx edge, String path) {
        var request = HttpRequest.newBuilder(edge.http().resolve(path)).build();
        return Stream.generate(() -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                .limit(requests)
                .toList();
    }

    private static List<HttpResponse<String>> refusals(List<HttpResponse<String>> answers) {
        assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 429);
        return answers.stream().filter(answer -> answer.statusCode() == 429).toList();
    }

    private static JsonNode logged(List<String> lines, String id) throws IOException {
        return JSON.readTree(
                lines.stream().filter(line -> line.contains(id)).findFirst().orElseThrow());
    }

    private static Echo.Arrival arrived() {
        return FIRST.arrivals().isEmpty() ? SECOND.last() : FIRST.last();
    }

    private static void problem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        var problem = JSON.readTree(answer.body());
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "type", "title", "status", "detail", "instance", "code", "errors", "trace_id");
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("trace_id").asText()).hasSize(32);
    }

    /** Of a call whose service is not there. */
    private static String grpcStatus(Nginx edge, String method) throws Exception {
        var answer = edge.client()
                .send(
                        HttpRequest.newBuilder(edge.https().resolve("/" + method))
                                .header("Content-Type", "application/grpc")
                                .POST(BodyPublishers.ofByteArray(new byte[5]))
                                .build(),
                        BodyHandlers.ofString());
        return answer.headers().firstValue("grpc-status").orElseThrow();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(EDGE.http().resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), EDGE.plainPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return untilClosed(socket);
        }
    }

    private static String untilClosed(Socket socket) throws IOException {
        var read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException reset) {
            // Closed all the same.
        }
        return read.toString(StandardCharsets.US_ASCII);
    }
}
