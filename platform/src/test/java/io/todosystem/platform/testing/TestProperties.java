package io.todosystem.platform.testing;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What a process of ours needs to start in a test: free ports, a {@link FakeAuth} and keys that protect nothing. */
public final class TestProperties {
    private TestProperties() {}

    public static Map<String, Object> with(FakeAuth auth) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", "test");
        properties.put("micronaut.server.port", -1);
        properties.put("grpc.server.port", 0);
        properties.put("todo.upstreams.auth", auth.address());
        properties.put("todo.limits.enabled", false);
        properties.put("todo.client.id", "test");
        properties.put("todo.client.secret", "secret-of-the-test");
        properties.put("todo.page-token-key", Base64.getEncoder().encodeToString(new byte[32]));
        return properties;
    }
}
