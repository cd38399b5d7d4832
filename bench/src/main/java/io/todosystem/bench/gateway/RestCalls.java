package io.todosystem.bench.gateway;

import io.todosystem.bench.load.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Requests to the gateway: {@code GET} of each of the {@code paths} (one after the other, separated by spaces), or
 * {@code POST} of a {@code body}, in which {@code {caller}} stands for the caller's number. One connection for each
 * request that is under way. Whoever is {@code obedient} waits as long as a {@code Retry-After} says.
 */
public final class RestCalls implements Workload {
    private static final int OK = 200;

    private final String host;
    private final int port;
    private final IntFunction<List<byte[]>> requests;
    private final boolean obedient;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<HttpConnection> idle = new LinkedBlockingQueue<>();

    public RestCalls(Map<String, String> settings) {
        String[] target = settings.getOrDefault("target", "").split(":", -1);
        host = target[0];
        port = Integer.parseInt(target[1]);
        obedient = Boolean.parseBoolean(settings.getOrDefault("obedient", "false"));
        String token = settings.getOrDefault("token", "");
        String body = settings.getOrDefault("body", "");
        List<String> paths = List.of(settings.getOrDefault("paths", "").split(" ", -1));
        if (body.isEmpty()) {
            List<byte[]> reads = requests("GET", paths, token, "");
            requests = _ -> reads;
        } else {
            requests = caller -> requests("POST", paths, token, body.replace("{caller}", "" + caller));
        }
    }

    private static List<byte[]> requests(String method, List<String> paths, String token, String body) {
        return paths.stream()
                .map(path -> HttpConnection.request(method, path, token, body))
                .toList();
    }

    @Override
    public CompletionStage<?> start(int caller) {
        return CompletableFuture.runAsync(() -> send(caller), threads);
    }

    private void send(int caller) {
        try {
            HttpConnection connection = connection();
            List<HttpConnection.Answer> answers = new ArrayList<>();
            for (byte[] request : requests.apply(caller)) {
                answers.add(connection.send(request));
            }
            idle.add(connection);
            answers.forEach(this::waitAsTold);
            answers.forEach(answer -> answer.expect(OK));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpConnection connection() throws IOException {
        HttpConnection connection = idle.poll();
        while (connection != null && connection.isStale()) {
            connection.close();
            connection = idle.poll();
        }
        return connection == null ? new HttpConnection(host, port) : connection;
    }

    private void waitAsTold(HttpConnection.Answer answer) {
        if (obedient && answer.retryAfter() > 0) {
            LockSupport.parkNanos(Duration.ofSeconds(answer.retryAfter()).toNanos());
        }
    }

    @Override
    public void close() {
        threads.close();
        for (HttpConnection connection : idle) {
            try {
                connection.close();
            } catch (IOException e) {
                System.getLogger("load").log(System.Logger.Level.DEBUG, "Already closed", e);
            }
        }
    }
}
