package io.todosystem.e2e.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A request that no honest client sends, and a new connection for it. */
record Attack(String name, byte[] request) {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String POST =
            "POST /api/v1/auth/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    static List<Attack> all() {
        return List.of(
                body("deep nesting", "{\"refresh_token\":" + "[".repeat(50_000)),
                body("many values", "{\"refresh_token\":[" + "[],".repeat(100_000) + "[]]}"),
                body("a long number", "{\"refresh_token\":" + "9".repeat(500_000) + "}"),
                body("half of a pair", "{\"refresh_token\":\"\\ud800\"}"),
                body("not JSON", "\u00c3\u0028".repeat(100)),
                of("header flood", "GET /health HTTP/1.1\r\n" + "X-A: b\r\n".repeat(20_000) + "\r\n"),
                of("a long path", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                of("another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                of("a chunk of no size", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                of("too large a length", POST + "Content-Length: 99999999999\r\n\r\n{}"),
                of(
                        "a forged token",
                        "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + "eyJhbGciOiJub25lIn0.e30.".repeat(100) + "\r\n\r\n"));
    }

    private static Attack of(String name, String request) {
        return new Attack(name, request.getBytes(ISO_8859_1));
    }

    private static Attack body(String name, String body) {
        int length = body.getBytes(ISO_8859_1).length;
        return of(name, POST + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    /** The status, or {@code closed}. */
    String strike(URI target) {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            writeUnlessClosed(socket);
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
            return start.length == 0 ? "closed" : new String(start, StandardCharsets.US_ASCII).substring(9);
        } catch (java.net.SocketTimeoutException e) {
            return "no answer";
        } catch (IOException reset) {
            return "closed";
        }
    }

    /** The answer may come, and the connection close, before all is sent. */
    private void writeUnlessClosed(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
        } catch (IOException closed) {
            // What was answered before is read all the same.
        }
    }
}
