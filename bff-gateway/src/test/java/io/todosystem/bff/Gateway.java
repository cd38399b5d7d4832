package io.todosystem.bff;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** The real gateway on free ports, with fake upstreams behind it. */
final class Gateway implements AutoCloseable {
    final FakeAccounts accounts = new FakeAccounts();
    final FakeTasks tasks = new FakeTasks();
    final FakeNotifications notifications = new FakeNotifications();
    final FakeAdmin authAdmin = new FakeAdmin();
    final FakeAdmin tasksAdmin = new FakeAdmin();
    final FakeAdmin notificationAdmin = new FakeAdmin();
    final FakeUpstream auth = new FakeUpstream(accounts, accounts.administration(), authAdmin);
    final FakeUpstream tasksServer = new FakeUpstream(tasks, tasksAdmin);
    final FakeUpstream notificationServer = new FakeUpstream(notifications, notificationAdmin);
    final int managementPort = freePort();
    final EmbeddedServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Gateway() {
        this(Map.of());
    }

    Gateway(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.port", -1);
        properties.put("endpoints.all.port", managementPort);
        properties.put("todo.limits.enabled", false);
        properties.put("todo.client.id", "bff");
        properties.put("todo.client.secret", "secret-of-the-test");
        properties.put("todo.upstreams.auth", auth.address());
        properties.put("todo.upstreams.tasks", tasksServer.address());
        properties.put("todo.upstreams.notification", notificationServer.address());
        properties.putAll(more);
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        this.server = ApplicationContext.run(EmbeddedServer.class, properties, "test");
    }

    HttpRequest.Builder request(String method, String path, String body) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .method(method, publisher)
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String token) {
        return send(authorized(request("GET", path, ""), token));
    }

    HttpResponse<String> post(String path, String token, String body) {
        return send(json(authorized(request("POST", path, body), token), body));
    }

    HttpResponse<String> patch(String path, String token, String body) {
        return send(
                authorized(request("PATCH", path, body), token).header("Content-Type", "application/merge-patch+json"));
    }

    HttpResponse<String> delete(String path, String token) {
        return send(authorized(request("DELETE", path, ""), token));
    }

    static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    /** For what no HTTP client would send. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
        server.close();
        auth.close();
        tasksServer.close();
        notificationServer.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
