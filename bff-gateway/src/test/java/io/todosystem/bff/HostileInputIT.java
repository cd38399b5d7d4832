package io.todosystem.bff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What no honest client sends: a refusal with everything that a refusal has, or a closed connection, and soon. */
class HostileInputIT {
    private static Gateway gateway;
    private static RawClient client;
    private static String token = "";

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        client = new RawClient(gateway);
        token = gateway.accounts.signUp("ada");
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void good_clients_are_unharmed() {
        assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_hostile_body_is_400(String what, byte[] body) throws IOException {
        var answer = client.send(RawClient.login(body));
        assertThat(answer).as(what).startsWith("HTTP/1.1 400 ").contains("\"code\":\"");
        RawClient.assertComplete(answer);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("nesting", json("{\"email\":" + "[".repeat(100_000))),
                arguments("nesting of objects", json("{\"a\":".repeat(100_000))),
                arguments("many values", json("{\"email\":[" + "[],".repeat(300_000) + "[]]}")),
                arguments("many members", json(members(100_000))),
                arguments("a long number", json("{\"email\":" + "9".repeat(1_000_000) + "}")),
                arguments("a large number", json("{\"email\":1e400,\"password\":\"x\"}")),
                arguments("a long name", json("{\"" + "n".repeat(900_000) + "\":1}")),
                arguments("half of a pair", json("{\"email\":\"\\ud800\",\"password\":\"x\"}")),
                arguments("NUL", json("{\"email\":\"\\u0000\",\"password\":\"x\"}")),
                arguments("raw NUL", json("{\"email\":\"\0\",\"password\":\"x\"}")),
                arguments("not UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}),
                arguments("overlong UTF-8", new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}),
                arguments("UTF-16", "{\"email\":\"a\"}".getBytes(StandardCharsets.UTF_16)),
                arguments("a member twice", json("{\"email\":\"a\",\"email\":\"b\",\"password\":\"x\"}")),
                arguments("two values", json("{\"email\":\"a\",\"password\":\"x\"}{}")),
                arguments("NaN", json("{\"email\":NaN}")),
                arguments("a comment", json("/**/{\"email\":\"a\",\"password\":\"x\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_hostile_request_is_refused_or_cut_off(String what, String request) throws IOException {
        var answer = client.send(request);
        assertThat(answer).as(what).matches("(?s)|HTTP/1\\.[01] (4..|501|505) .*");
        if (!answer.isEmpty()) {
            RawClient.assertComplete(answer);
        }
    }

    static Stream<Arguments> requests() {
        var post = RawClient.LOGIN;
        return Stream.of(
                arguments("many headers", "GET /health HTTP/1.1\r\n" + "X-A: b\r\n".repeat(100_000) + "\r\n"),
                arguments("a large header", "GET /health HTTP/1.1\r\nX-A: " + "b".repeat(1_000_000) + "\r\n\r\n"),
                arguments("a header without end", "GET /health HTTP/1.1\r\nX-A: " + "b".repeat(1_000_000)),
                arguments("a long path", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments("bad escapes", "GET /api/v1/tasks/%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments("no version", "GET /\r\n\r\n"),
                arguments("another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"),
                arguments("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"),
                arguments("noise", "\u0001\u00ff\u0080\r\n\u0000\u0000\r\n\r\n"),
                arguments("a name with a space", "GET /health HTTP/1.1\r\nHost : x\r\n\r\n"),
                arguments("a folded header", "GET /health HTTP/1.1\r\n X: folded\r\nHost: x\r\n\r\n"),
                arguments("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"),
                arguments("a signed length", post + "Content-Length: +2\r\n\r\n{}"),
                arguments("a negative length", post + "Content-Length: -2\r\n\r\n{}"),
                arguments("too large a length", post + "Content-Length: 99999999999\r\n\r\n{}"),
                arguments("more than a mebibyte", post + "Content-Length: 2000000\r\n\r\n" + "x".repeat(2_000_000)),
                arguments(
                        "as many chunks",
                        post + "Transfer-Encoding: chunked\r\n\r\n" + "8\r\nxxxxxxxx\r\n".repeat(200_000)),
                arguments("a chunk of no size", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                arguments("a chunk of minus one", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n"),
                arguments("a huge chunk", post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"),
                arguments(
                        "a chunk's endless extension",
                        post + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(100_000)),
                arguments("another transfer encoding", post + "Transfer-Encoding: gzip\r\n\r\n{}"));
    }

    @Test
    void a_length_beside_chunks_smuggles_no_second_request() throws IOException {
        var request = RawClient.login("Content-Length: 61", "Transfer-Encoding: chunked") + "0\r\n\r\n";
        var answers = client.sendAndReadOn(request + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answers).startsWith("HTTP/1.1 400 ").doesNotContain("/smuggled");
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String members(int count) {
        var members = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            members.append("\"").append(i).append("\":1,");
        }
        return members.append("\"email\":\"a\"}").toString();
    }
}
