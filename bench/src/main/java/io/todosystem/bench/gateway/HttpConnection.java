package io.todosystem.bench.gateway;

import io.todosystem.bench.load.Refused;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kept connection of HTTP/1.1, with as little work of its own as possible: the generator shares the processors with
 * what it measures. Not for several threads.
 */
final class HttpConnection implements AutoCloseable {
    /** Of a problem document. */
    private static final Pattern CODE = Pattern.compile("\"code\" *: *\"(\\w+)\"");

    private static final int TIMEOUT_MILLIS = 20_000;
    /** Less than a server keeps a connection on which nothing is asked. */
    private static final Duration KEPT = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream input;
    private long answeredAt = System.nanoTime();

    HttpConnection(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        input = new BufferedInputStream(socket.getInputStream(), 1 << 14);
    }

    static byte[] request(String method, String path, String token, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        return request;
    }

    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = -1;
        boolean chunked = false;
        int retryAfter = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("retry-after:")) {
                retryAfter = Integer.parseInt(lower.substring(12).strip());
            }
        }
        byte[] body = chunked ? chunks() : input.readNBytes(Math.max(0, length));
        answeredAt = System.nanoTime();
        return new Answer(
                Integer.parseInt(status.substring(9, 12)), retryAfter, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the server may have closed it by now. */
    boolean isStale() {
        return System.nanoTime() - answeredAt > KEPT.toNanos();
    }

    private byte[] chunks() throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(input.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came back; {@code retryAfter} in seconds. */
    record Answer(int status, int retryAfter, String body) {
        Answer expect(int expected) {
            if (status != expected) {
                throw new Refused(status + code());
            }
            return this;
        }

        private String code() {
            Matcher code = CODE.matcher(body);
            return code.find() ? "_" + code.group(1) : "";
        }
    }
}
