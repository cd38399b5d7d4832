package io.todosystem.localstack.control;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.RecordedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks to the supervisor of a home. */
public final class ControlClient {
    private static final int CONNECT_MILLIS = 2_000;
    /** A start may take its three tries. */
    private static final int ANSWER_MILLIS = 300_000;

    private static final int LOOK_MILLIS = 10_000;

    private final ControlFile control;

    private ControlClient(ControlFile control) {
        this.control = control;
    }

    /** Empty when no supervisor runs. */
    public static Optional<ControlClient> find(Home home) {
        return ControlFile.read(home).map(ControlClient::new);
    }

    public static ControlClient require(Home home) {
        return find(home)
                .orElseThrow(() -> new StackFailure(
                        "No stack can be asked in " + home.folder() + ": " + absence(home) + ". See ./todo up -d."));
    }

    /** Why there is nobody to ask, if there is nobody. */
    public static String absence(Home home) {
        List<String> left = RecordedProcess.alive(home.run()).stream()
                .map(RecordedProcess::name)
                .sorted()
                .toList();
        return left.isEmpty()
                ? "nothing is running"
                : "the supervisor has died, without it run " + String.join(", ", left);
    }

    public ProcessHandle supervisor() {
        return ProcessHandle.of(control.pid()).orElseThrow(() -> new StackFailure("The supervisor has just ended."));
    }

    /** Columns: name, state, process id, seconds in this state, restarts, ports. */
    public List<List<String>> status() {
        return ask("GET", "/status")
                .lines()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .toList();
    }

    /** Whether everything has been started. */
    public boolean ready() {
        return Boolean.parseBoolean(ask("GET", "/ready"));
    }

    public Ports ports() {
        return new Ports(ask("GET", "/ports")
                .lines()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1]))));
    }

    /** {@code verb} is start, stop, restart or kill. Returns when it is done. */
    public void order(String verb, String name) {
        ask("POST", "/" + verb + "/" + name);
    }

    public void down() {
        ask("POST", "/down");
    }

    private String ask(String method, String path) {
        try {
            URI address = new URI("http", null, Ports.LOOPBACK, control.port(), path, null, null);
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(method.equals("GET") ? LOOK_MILLIS : ANSWER_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + control.token());
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String answer = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (status != 200) {
                    throw new StackFailure(answer);
                }
                return answer;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        } catch (IOException e) {
            throw new StackFailure(
                    "The supervisor (process " + control.pid() + ") does not answer: " + e.getMessage()
                            + ". Its log is logs/todo.log in the home.",
                    e);
        }
    }
}
