package io.todosystem.localstack.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todosystem.localstack.Home;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.Supervised.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Takes orders from other calls of {@code ./todo}: plain HTTP on loopback, for those who can read the token.
 *
 * <p>{@code GET /status} answers a line for each component, {@code GET /ports} one for each port,
 * {@code GET /ready} whether everything was started; {@code POST /VERB/NAME} does it and answers when it is done;
 * {@code POST /down} answers at once and then ends everything.
 */
public final class ControlServer implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    private final LocalStack stack;
    private final Home home;
    private final Runnable down;
    private final String token;
    private final HttpServer server;

    private ControlServer(LocalStack stack, Runnable down) throws IOException {
        this.stack = stack;
        this.home = stack.home();
        this.down = down;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** {@code down} is called when somebody asks for the end. */
    public static ControlServer open(LocalStack stack, Runnable down) {
        try {
            ControlServer control = new ControlServer(stack, down);
            control.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            control.server.createContext("/", control::handle);
            control.server.start();
            int port = control.server.getAddress().getPort();
            new ControlFile(ProcessHandle.current().pid(), port, control.token).write(control.home);
            return control;
        } catch (IOException e) {
            throw new StackFailure("The supervisor cannot be made reachable: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            ControlFile.delete(home);
        } catch (IOException e) {
            throw new StackFailure("Cannot clear " + home.run() + ": " + e.getMessage(), e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!mayAsk(exchange)) {
                answer(exchange, 403, "This is not your supervisor.");
                return;
            }
            String order =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            try {
                answer(exchange, 200, obey(order));
            } catch (StackFailure e) {
                answer(exchange, 409, e.getMessage());
            } catch (RuntimeException e) {
                answer(exchange, 500, e.toString());
            }
            if (order.equals("POST /down")) {
                Thread.startVirtualThread(down);
            }
        }
    }

    private String obey(String order) {
        String[] parts = order.split("/", -1);
        String name = parts[parts.length - 1];
        switch (parts.length == 3 ? parts[0] + parts[1] : order) {
            case "GET /status" -> {
                return stack.status().stream().map(this::line).collect(Collectors.joining("\n"));
            }
            case "GET /ready" -> {
                return Boolean.toString(stack.isStarted());
            }
            case "GET /ports" -> {
                return stack.ports().byName().entrySet().stream()
                        .map(port -> port.getKey() + "\t" + port.getValue())
                        .collect(Collectors.joining("\n"));
            }
            case "POST /down" -> {}
            case "POST start" -> stack.start(name);
            case "POST stop" -> stack.stop(name);
            case "POST kill" -> stack.kill(name);
            case "POST restart" -> {
                stack.stop(name);
                stack.start(name);
            }
            default ->
                throw new StackFailure("The supervisor does not know " + order + ". It may be of another version.");
        }
        return "";
    }

    private String line(Status status) {
        Map<String, Integer> ports = stack.ports().ofComponent(status.name());
        return String.join(
                "\t",
                status.name(),
                status.state().name().toLowerCase(Locale.ROOT),
                status.pid().map(String::valueOf).orElse("-"),
                Duration.between(status.since(), Instant.now()).toSeconds() + "",
                status.restarts() + "",
                ports.values().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private boolean mayAsk(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
