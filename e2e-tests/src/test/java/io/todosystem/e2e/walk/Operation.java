package io.todosystem.e2e.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Rest.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * One route as the served OpenAPI document has it.
 *
 * @param path with the example of each parameter
 * @param template with the parameters' names in braces
 * @param secured whether it is said to need a token
 * @param mediaType of the body; empty if it has none
 * @param body the example
 */
public record Operation(
        String id, String method, String template, String path, boolean secured, String mediaType, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static List<Operation> all(Rest rest) {
        JsonNode document = JSON.valueToTree(new Yaml().load(rest.text("/openapi.yaml")));
        List<Operation> operations = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(of(document, path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    private static Operation of(JsonNode document, String template, String method, JsonNode operation) {
        String path = template;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asText().equals("path")) {
                path = path.replace(
                        "{" + parameter.get("name").asText() + "}",
                        parameter.get("example").asText());
            }
        }
        var content = operation.at("/requestBody/content").properties().stream().findFirst();
        return new Operation(
                operation.get("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                template,
                path,
                operation.has("security"),
                content.map(Map.Entry::getKey).orElse(""),
                content.map(body -> example(document, body.getValue().get("schema")))
                        .orElse(""));
    }

    private static String example(JsonNode document, JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
        JsonNode example = resolved.at("/examples/0");
        if (example.isMissingNode()) {
            throw new AssertionError("No example of a body in " + schema);
        }
        return example.toString();
    }

    public Answer call(Rest rest) {
        return rest.send(method, path, mediaType, body);
    }

    /** The same of another resource. */
    public Operation of(String resource) {
        return new Operation(
                id, method, template, template.replaceFirst("\\{[^}]*}", resource), secured, mediaType, body);
    }

    public boolean names() {
        return template.contains("{");
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
