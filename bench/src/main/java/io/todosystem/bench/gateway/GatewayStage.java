package io.todosystem.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.bench.load.Burn;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import io.todosystem.bench.load.Workload;
import io.todosystem.bench.stage.ServiceProcess;
import io.todosystem.bench.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The whole system, real auth included, with one user who has tasks and has been told of them. */
final class GatewayStage implements AutoCloseable {
    static final int CALLERS = 32;
    private static final String EMAIL = "ada@example.org";
    private static final String PERSON = "person-{caller}@example.com";
    private static final String PASSWORD = "correct horse battery staple bench";
    private static final int NICENESS_OF_HASHES = 10;
    private static final int TASKS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final Stage stage;
    private final ServiceProcess auth;
    private final ServiceProcess tasks;
    private final ServiceProcess notification;
    private final ServiceProcess bff;
    private final String token;
    private final String task;

    GatewayStage() throws IOException {
        stage = Stage.with("postgres", "kafka", "mail");
        auth = stage.service("auth", Map.of());
        Map<String, String> whereAuthIs = Map.of("TODO_AUTH_ADDRESS", auth.grpc());
        tasks = stage.service("tasks", whereAuthIs);
        notification = stage.service("notification", whereAuthIs);
        bff = stage.service(
                "bff",
                Map.of(
                        "TODO_AUTH_ADDRESS", auth.grpc(),
                        "TODO_TASKS_ADDRESS", tasks.grpc(),
                        "TODO_NOTIFICATION_ADDRESS", notification.grpc()));
        try (HttpConnection person = new HttpConnection("127.0.0.1", bff.ports().http())) {
            String session = register(person, EMAIL);
            token = lastingToken(person, session);
            task = addTasks(person, session);
            awaitNotifications(person);
        }
    }

    /** Requests over REST, so many at once. */
    ClosedSide rest(String name, int callers, String... paths) throws IOException {
        Load load = calls(RestCalls.class, Map.of("paths", String.join(" ", paths), "token", token));
        return ClosedSide.reading(name, load, callers, services());
    }

    /** So many accounts for {@link #logins}. */
    void registerPeople(int people) throws IOException {
        try (HttpConnection connection =
                new HttpConnection("127.0.0.1", bff.ports().http())) {
            for (int i = 0; i < people; i++) {
                register(connection, PERSON.replace("{caller}", "" + i));
            }
        }
    }

    /**
     * People, each with an account, who sign in again as soon as they are answered, or when {@code Retry-After} says if
     * they are obedient.
     */
    Load logins(boolean obedient) throws IOException {
        String body = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(PERSON, PASSWORD);
        return calls(
                RestCalls.class,
                Map.of("paths", "/api/v1/auth/login", "body", body, "obedient", Boolean.toString(obedient)));
    }

    ClosedSide grpc(String name, int callers) throws IOException {
        Load load = stage.opened(
                Load.start(GetTaskCalls.class, Map.of("target", tasks.grpc(), "task", task, "token", token)));
        return ClosedSide.reading(name, load, callers, services());
    }

    String taskPath() {
        return "/api/v1/tasks/" + task;
    }

    List<Long> services() {
        return List.of(
                auth.pid(), tasks.pid(), notification.pid(), bff.pid(), stage.pid("postgres"), stage.pid("kafka"));
    }

    /** As nice as auth when it hashes, and never at rest. */
    Load burn() throws IOException {
        return stage.opened(Load.startNice(NICENESS_OF_HASHES, Burn.class, Map.of()));
    }

    private Load calls(Class<? extends Workload> workload, Map<String, String> settings) throws IOException {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("target", bff.http());
        return stage.opened(Load.start(workload, all));
    }

    private String register(HttpConnection person, String email) throws IOException {
        String body = "{\"email\": \"%s\", \"password\": \"%s\", \"display_name\": \"Ada\"}".formatted(email, PASSWORD);
        var answer = person.send(HttpConnection.request("POST", "/api/v1/auth/register", "", body))
                .expect(201);
        return json.readTree(answer.body()).get("access_token").asText();
    }

    /** A session's token ends after ten minutes, in the middle of a long measurement. */
    private String lastingToken(HttpConnection person, String session) throws IOException {
        String body = """
                {"name": "bench", "scopes": ["tasks.read", "notifications.read", "profile.read"]}""";
        var answer = person.send(HttpConnection.request("POST", "/api/v1/api-tokens", session, body))
                .expect(201);
        return json.readTree(answer.body()).get("token").asText();
    }

    private String addTasks(HttpConnection person, String session) throws IOException {
        JsonNode last = json.nullNode();
        for (int i = 0; i < TASKS; i++) {
            String body = "{\"title\": \"Write the report with the number %d\", \"tags\": [\"office\"]}".formatted(i);
            last = json.readTree(person.send(HttpConnection.request("POST", "/api/v1/tasks", session, body))
                    .expect(201)
                    .body());
        }
        return (last.has("task") ? last.get("task") : last).get("id").asText();
    }

    private void awaitNotifications(HttpConnection person) throws IOException {
        byte[] request = HttpConnection.request("GET", "/api/v1/notifications", token, "");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (json.readTree(person.send(request).expect(200).body())
                        .get("notifications")
                        .size()
                < TASKS) {
            if (System.nanoTime() > end) {
                throw new IOException("the notifications did not come within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
