package io.todosystem.e2e.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands behind the edge and notes what reaches it. */
final class Echo implements AutoCloseable {
    /** More than connect at once in any test: by default it is 50, and who does not fit comes a second later. */
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile boolean breaks;
    private volatile CountDownLatch together = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    Echo() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it takes requests and answers none: the connection breaks. */
    void breakConnections() {
        breaks = true;
    }

    /** As auth it refuses this token from now on. */
    void revoke(String token) {
        revoked.add(token);
    }

    /** None of so many requests is answered before all of them are there, or a second is over. */
    void answerTogether(int requests) {
        together = new CountDownLatch(requests);
    }

    /** Nothing is answered until {@link #release}, for 15 s at most. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    Arrival last() {
        return arrivals.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrivals.add(new Arrival(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Map.copyOf(exchange.getRequestHeaders())));
        if (breaks) {
            exchange.close();
            return;
        }
        awaitOthers();
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        int status = exchange.getRequestURI().getPath().equals("/validate")
                        && (token == null || !token.startsWith("Bearer good") || revoked.contains(token))
                ? 401
                : 200;
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        var body = "a body that is long enough to be worth compressing "
                .repeat(100)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitOthers() {
        together.countDown();
        try {
            together.await(10, TimeUnit.SECONDS);
            held.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request as it came. */
    record Arrival(String method, String path, Map<String, List<String>> headers) {
        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }
}
