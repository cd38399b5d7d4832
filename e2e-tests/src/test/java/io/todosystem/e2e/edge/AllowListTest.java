package io.todosystem.e2e.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** What the edge lets through is what the contracts open. */
class AllowListTest {
    private static final Path NGINX = Path.of("..", "nginx");

    @Test
    void the_edge_routes_every_method_for_people_and_none_for_services() throws IOException {
        var generated = Path.of("target", "grpc-methods.conf");
        Files.writeString(generated, GrpcMethods.locations());
        assertThat(GrpcMethods.locations())
                .contains("CompleteTask", "Login", "StreamNotifications")
                .doesNotContain("ValidateToken", "IssueServiceToken");
        assertThat(Files.readString(NGINX.resolve("grpc-methods.conf")))
                .as("nginx/grpc-methods.conf is out of date: copy e2e-tests/target/grpc-methods.conf over it")
                .isEqualTo(Files.readString(generated));
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_edge_opens_without_a_token_what_the_interface_says_is_open() throws IOException {
        Map<String, Map<String, Map<String, Object>>> paths;
        try (var document = getClass().getResourceAsStream("/META-INF/swagger/openapi.yml")) {
            paths = (Map<String, Map<String, Map<String, Object>>>)
                    ((Map<String, Object>) new Yaml().load(document)).get("paths");
        }
        var open = paths.entrySet().stream()
                .filter(path ->
                        path.getValue().values().stream().anyMatch(operation -> !operation.containsKey("security")))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(open).contains("/api/v1/auth/login", "/health");
        var exact = Pattern.compile("(?m)^location = (/\\S+) +\\{ (?:limit_req [^;]+; )?include bff.conf; }$")
                .matcher(Files.readString(NGINX.resolve("rest.conf")));
        assertThat(exact.results().map(location -> location.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(open.stream(), Stream.of("/openapi.yaml")).toList());
    }
}
