package io.todosystem.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a person does with curl. */
public final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final HttpClient client;
    private final URI base;
    private final @Nullable String token;

    private Rest(HttpClient client, URI base, @Nullable String token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    public static Rest anonymous(URI base) {
        return anonymous(CLIENT, base);
    }

    public static Rest anonymous(HttpClient client, URI base) {
        return new Rest(client, base, null);
    }

    public Rest as(String accessToken) {
        return new Rest(client, base, accessToken);
    }

    public Answer get(String path, String... headers) {
        return send(with(headers, request(path)).GET());
    }

    /** An event stream; the inner stage is done when it ends, however it ends. Returns when it is open. */
    public CompletableFuture<Void> follow(String path) {
        var response = client.sendAsync(
                        request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofPublisher())
                .join();
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode());
        }
        var ended = new CompletableFuture<Void>();
        BodySubscriber<Void> reader = BodySubscribers.ofByteArrayConsumer(_ -> {});
        response.body().subscribe(reader);
        var _ = reader.getBody().whenComplete((_, _) -> ended.complete(null));
        return ended;
    }

    public Answer post(String path, Object body, String... headers) {
        return sendJson("POST", path, "application/json", body, headers);
    }

    public Answer patch(String path, Object body, String... headers) {
        return sendJson("PATCH", path, "application/merge-patch+json", body, headers);
    }

    /** Any request; of a stream only the head is read. The media type is empty if there is no body. */
    public Answer send(String method, String path, String mediaType, String body) {
        var request = request(path);
        if (!mediaType.isEmpty()) {
            request.header("Content-Type", mediaType);
        }
        request.method(method, mediaType.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                var json = response.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.contains("json"))
                        .isPresent();
                return new Answer(
                        response.statusCode(), json ? JSON.readTree(content) : JSON.nullNode(), response.headers());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body as it is. */
    public String text(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Account register(String name) {
        var email = name.toLowerCase(java.util.Locale.ROOT) + "." + UUID.randomUUID() + "@example.com";
        var password = "correct horse battery " + UUID.randomUUID();
        var answer = post(
                "/api/v1/auth/register",
                Map.of("email", email, "password", password, "display_name", name, "time_zone", "Europe/Berlin"));
        if (answer.status() != 201) {
            throw new AssertionError("register: " + answer);
        }
        return new Account(
                answer.body().at("/user/id").asText(),
                email,
                password,
                answer.body().get("access_token").asText(),
                answer.body().get("refresh_token").asText(),
                as(answer.body().get("access_token").asText()));
    }

    private Answer sendJson(String method, String path, String type, Object body, String... headers) {
        try {
            var request = with(headers, request(path).header("Content-Type", type));
            return send(request.method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            var json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {
        public String header(String name) {
            return headers.firstValue(name).orElseThrow(() -> new AssertionError("no header " + name + " in " + this));
        }

        public String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    public record Account(
            String id, String email, String password, String accessToken, String refreshToken, Rest rest) {}
}
