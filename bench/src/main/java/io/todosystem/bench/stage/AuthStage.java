package io.todosystem.bench.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** A stage with auth's stub, for measurements that need many users or no auth at all. */
public record AuthStage(Stage stage, String address, long pid) implements AutoCloseable {

    /** With these engines. */
    public static AuthStage with(String... parts) throws IOException {
        Stage stage = Stage.with(parts);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        JavaProcess stub =
                stage.opened(JavaProcess.start("stub-auth", StubAuth.class, List.of(Integer.toString(port)), Map.of()));
        return new AuthStage(stage, "127.0.0.1:" + port, stub.pid());
    }

    /** What any process of ours needs to know. */
    public Map<String, String> identity() {
        return Map.of(
                "TODO_AUTH_ADDRESS", address,
                "TODO_CLIENT_ID", "tasks",
                "TODO_CLIENT_SECRET", "bench",
                "TODO_PAGE_TOKEN_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "TODO_LIMITS_ENABLED", "false",
                "TODO_LOG_FORMAT", "text");
    }

    @Override
    public void close() {
        stage.close();
    }
}
