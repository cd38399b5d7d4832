package io.todosystem.bff;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sends what no HTTP client would send. */
record RawClient(Gateway gateway) {
    static final String LOGIN = post("/api/v1/auth/login");

    private static final int SOON_MILLIS = 10_000;

    static String login(String... headers) {
        return LOGIN + String.join("\r\n", headers) + "\r\n\r\n";
    }

    static String refresh(String... headers) {
        return post("/api/v1/auth/refresh") + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static String post(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    }

    static byte[] login(byte[] body) {
        var head = login("Content-Length: " + body.length).getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** What every answer has, whoever made it. */
    static void assertComplete(String answer) {
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("\r\nx-request-id: ")
                .contains("\r\nx-content-type-options: nosniff\r\n")
                .contains("\r\ncontent-type: application/problem+json");
    }

    String send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The beginning of the answer, empty if the connection was cut off; fails if neither comes soon. */
    String send(byte[] request) throws IOException {
        try (var socket = gateway.connect()) {
            socket.setSoTimeout(SOON_MILLIS);
            Thread.startVirtualThread(() -> writeUnlessCutOff(socket, request));
            return read(socket);
        }
    }

    /** All that is answered until nothing comes any more. */
    String sendAndReadOn(String request) throws IOException {
        try (var socket = gateway.connect()) {
            socket.setSoTimeout(SOON_MILLIS);
            write(socket, request);
            var answers = new StringBuilder();
            for (var more = read(socket); !more.isEmpty(); more = read(socket)) {
                answers.append(more);
            }
            return answers.toString();
        } catch (SocketTimeoutException quiet) {
            throw new AssertionError("the connection stays open", quiet);
        }
    }

    /** How long until the other side has enough. */
    static Duration dribble(Socket socket, String beginning) throws IOException {
        long begin = System.nanoTime();
        write(socket, beginning);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    try {
                        write(socket, "x");
                        return false;
                    } catch (SocketException e) {
                        return true;
                    }
                });
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    static void write(Socket socket, String text) throws IOException {
        var out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Until the other side closes. */
    static String readAll(Socket socket) throws IOException {
        socket.setSoTimeout(SOON_MILLIS);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String read(Socket socket) throws IOException {
        try {
            var first = new byte[8_192];
            int length = socket.getInputStream().read(first);
            return new String(first, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        } catch (SocketException cutOff) {
            return "";
        }
    }

    private static void writeUnlessCutOff(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException cutOff) {
            // Nobody has to read it to the end.
        }
    }
}
