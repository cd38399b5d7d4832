package io.todosystem.bff;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.header;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;

/** The served OpenAPI document says what the gateway does, and its examples work. */
class OpenApiIT {
    private static final String PUBLIC = "io.todosystem.bff.auth.Public";

    /** Never ends; {@link StreamExampleIT} holds an event against its example. */
    static final String STREAM = "GET /api/v1/notifications/stream";

    private static Gateway gateway;
    private static ServedOpenApi openApi;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        var served = gateway.get("/openapi.yaml", "");
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(header(served, "Content-Type")).startsWith("application/yaml");
        openApi = new ServedOpenApi(gateway.server.getApplicationContext().getBean(JsonMapper.class), served.body());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void it_is_openapi_3_1_without_words_of_3_0() {
        assertThat(text(openApi.document(), "openapi")).isEqualTo("3.1.0");
        assertThat(openApi.write(openApi.document())).doesNotContain("\"nullable\"");
    }

    @Test
    void it_says_that_a_body_with_unknown_members_is_refused() {
        var bodies = openApi.operations().values().stream()
                .map(operation -> operation.get("requestBody"))
                .filter(Objects::nonNull)
                .map(body -> openApi.resolve(ServedOpenApi.schemaOf(body)))
                .toList();
        assertThat(bodies)
                .hasSizeGreaterThan(10)
                .allMatch(schema -> schema.get("additionalProperties").isBoolean()
                        && !schema.get("additionalProperties").getBooleanValue());
    }

    @Test
    void every_route_is_documented_and_nothing_else() {
        var routes = routes().map(OpenApiIT::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(openApi.operations().keySet()).hasSizeGreaterThan(20).isEqualTo(routes);
    }

    @Test
    void an_operation_asks_for_a_token_exactly_if_its_route_does() {
        var open = routes().filter(route -> route.getTargetMethod().hasAnnotation(PUBLIC))
                .map(OpenApiIT::name)
                .collect(Collectors.toSet());
        assertThat(open).hasSize(7);
        openApi.operations()
                .forEach((name, operation) ->
                        assertThat(operation.get("security") == null).as(name).isEqualTo(open.contains(name)));
    }

    @Test
    void every_operation_has_words_and_a_name_of_its_own() {
        Set<String> names = new HashSet<>();
        openApi.operations().forEach((name, operation) -> {
            assertThat(text(operation, "summary")).as(name).isNotEmpty();
            assertThat(names.add(text(operation, "operationId"))).as(name).isTrue();
        });
    }

    @Test
    void every_operation_documents_its_problems() {
        openApi.operations().forEach((name, operation) -> {
            if (!name.endsWith("/health")) {
                assertThat(operation.get("responses").get("4XX")).as(name).isNotNull();
                assertThat(operation.get("responses").get("5XX")).as(name).isNotNull();
            }
        });
    }

    @Test
    void every_body_and_every_id_has_an_example() {
        openApi.operations().forEach((name, operation) -> {
            ServedOpenApi.bodies(operation)
                    .forEach(schema ->
                            assertThat(openApi.example(schema)).as(name).isNotNull());
            ServedOpenApi.parameters(operation, "path")
                    .forEach(parameter ->
                            assertThat(text(parameter, "example")).as(name).isNotEmpty());
        });
    }

    @Test
    void every_example_fits_its_schema() {
        openApi.document().get("components").get("schemas").entries().forEach(schema -> {
            var example = openApi.example(schema.getValue());
            if (example != null) {
                openApi.assertFits(schema.getKey(), schema.getValue(), example);
            }
        });
    }

    @Test
    void every_example_of_a_request_is_understood_and_answered_as_documented() {
        openApi.operations().forEach((name, operation) -> {
            if (!name.equals(STREAM)) {
                var response = execute(name, operation);
                assertThat(response.statusCode())
                        .as(name + " " + response.body())
                        .isNotEqualTo(400);
                assertThat(response.statusCode())
                        .as(name + " " + response.body())
                        .isLessThan(500);
                assertDocumented(name, operation, response);
            }
        });
    }

    @Test
    void the_page_to_try_it_out_needs_nothing_from_elsewhere() {
        var page = gateway.get("/docs/index.html", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("http:").doesNotContain("https:");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("script-src 'self'")
                .contains("connect-src 'self'");
        for (var file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "initializer.js", "favicon-32x32.png")) {
            assertThat(page.body()).contains(file);
            assertThat(gateway.get("/docs/" + file, "").statusCode()).as(file).isEqualTo(200);
        }
        assertThat(header(gateway.get("/docs", ""), "Location")).isEqualTo("/docs/index.html");
        assertThat(gateway.get("/docs/initializer.js", "").body()).contains("'/openapi.yaml'");
    }

    /** With a user of its own for each, so that no example is in the way of another. */
    private static HttpResponse<String> execute(String name, JsonNode operation) {
        var path = name.substring(name.indexOf(' ') + 1);
        for (var parameter : ServedOpenApi.parameters(operation, "path")) {
            path = path.replace("{" + text(parameter, "name") + "}", text(parameter, "example"));
        }
        var query = ServedOpenApi.parameters(operation, "query").stream()
                .filter(parameter -> parameter.get("example") != null)
                .map(parameter -> text(parameter, "name") + "=" + text(parameter, "example"))
                .collect(Collectors.joining("&", "?", ""));
        var request = operation.get("requestBody");
        var body = request == null
                ? ""
                : openApi.write(Objects.requireNonNull(openApi.example(ServedOpenApi.schemaOf(request))));
        var call = gateway.request(name.substring(0, name.indexOf(' ')), path + query, body);
        if (request != null) {
            call.header("Content-Type", ServedOpenApi.mediaType(request));
        }
        if (operation.get("security") != null) {
            Gateway.authorized(call, gateway.accounts.signUp("user-" + UUID.randomUUID()));
        }
        return gateway.send(call);
    }

    private static void assertDocumented(String name, JsonNode operation, HttpResponse<String> response) {
        var status = String.valueOf(response.statusCode());
        var documented = operation.get("responses").get(status);
        var schema = documented == null ? operation.get("responses").get(status.charAt(0) + "XX") : documented;
        assertThat(schema).as(name + " " + status).isNotNull();
        if (schema.get("content") != null) {
            openApi.assertFits(name, ServedOpenApi.schemaOf(schema), Answers.json(response));
        }
    }

    private static Stream<UriRouteInfo<?, ?>> routes() {
        return gateway.server
                .getApplicationContext()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getTargetMethod().hasStereotype(Endpoint.class))
                .filter(route -> !route.getDeclaringType().getPackageName().equals("io.todosystem.bff.docs"))
                .filter(route -> !route.getHttpMethodName().equals("HEAD"));
    }

    private static String name(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    }
}
