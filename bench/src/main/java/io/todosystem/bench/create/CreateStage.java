package io.todosystem.bench.create;

import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import io.todosystem.bench.stage.AuthStage;
import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.bench.stage.ServiceProcess;
import io.todosystem.bench.stage.Stage;
import io.todosystem.localstack.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** tasks-service and what it is compared with, on one database, with auth's stub. */
final class CreateStage implements AutoCloseable {
    static final int CALLERS = 32;
    static final String POOL = "10";

    private final AuthStage auth;
    private final Stage stage;

    CreateStage(String... parts) throws IOException {
        auth = AuthStage.with(parts);
        stage = auth.stage();
    }

    Stage stage() {
        return stage;
    }

    /** What a service of tasks gets that does not relay. */
    Map<String, String> environment() {
        return environment(Map.of("TODO_OUTBOX_RELAY", "false"));
    }

    private Map<String, String> environment(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("TODO_AUTH_ADDRESS", auth.address());
        all.put("TODO_DATABASE_POOL_SIZE", POOL);
        return stage.environmentOf("tasks", all);
    }

    /** The service with these variables beside its usual ones. */
    ServiceProcess tasks(Map<String, String> changes) throws IOException {
        return stage.service("tasks", environment(changes));
    }

    /** The service, which does not relay, with these variables beside its usual ones. */
    ServiceProcess tasksWithoutRelay(Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(changes);
        all.put("TODO_OUTBOX_RELAY", "false");
        return tasks(all);
    }

    /** The service, which does not relay. */
    ServiceProcess tasks() throws IOException {
        return stage.service("tasks", environment());
    }

    ServiceProcess tasksWithoutOutbox() throws IOException {
        List<Path> classPath = new ArrayList<>(Project.ofThisBuild().classPath("tasks-service"));
        classPath.add(JavaProcess.ownJar());
        return stage.program("without-outbox", classPath, WithoutOutbox.class.getName(), environment());
    }

    /** Calls to a server of {@code TasksService}. */
    ClosedSide calls(String name, ServiceProcess server) throws IOException {
        return calls(name, server, Map.of());
    }

    /** Calls that permit that their traces are kept, or do not. */
    ClosedSide calls(String name, ServiceProcess server, boolean permission) throws IOException {
        return calls(name, server, Map.of("permission", Boolean.toString(permission)));
    }

    private ClosedSide calls(String name, ServiceProcess server, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("target", server.grpc());
        Load load = stage.opened(Load.start(CreateCalls.class, all));
        return new ClosedSide(name, load, CALLERS, servers(server.pid()), this::made);
    }

    ClosedSide inserts() throws IOException {
        var stack = stage.stack();
        Load load = stage.opened(Load.start(
                PlainInserts.class,
                Map.of(
                        "url",
                        stack.databaseUrl("tasks"),
                        "user",
                        "tasks",
                        "password",
                        stack.databasePassword("tasks"),
                        "pool",
                        POOL)));
        return new ClosedSide("one statement, plain JDBC", load, CALLERS, List.of(stage.pid("postgres")), this::made);
    }

    List<Long> servers(long pid) {
        return List.of(pid, stage.pid("postgres"), auth.pid());
    }

    private long made() throws Exception {
        return stage.ask("tasks", "SELECT count(*) FROM task_history");
    }

    @Override
    public void close() {
        auth.close();
    }
}
