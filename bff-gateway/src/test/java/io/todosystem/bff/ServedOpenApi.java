package io.todosystem.bff;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document as a client reads it, with enough of JSON Schema to check values against it. */
final class ServedOpenApi {
    private final JsonMapper mapper;
    private final JsonNode document;

    ServedOpenApi(JsonMapper mapper, String yaml) {
        this.mapper = mapper;
        this.document = Answers.parse(write(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)));
    }

    JsonNode document() {
        return document;
    }

    /** By {@code METHOD /path}. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths").entries().forEach(path -> path.getValue()
                .entries()
                .forEach(method -> operations.put(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return operations;
    }

    static List<JsonNode> parameters(JsonNode operation, String in) {
        var parameters = operation.get("parameters");
        return parameters == null
                ? List.of()
                : StreamSupport.stream(parameters.values().spliterator(), false)
                        .filter(parameter -> Answers.text(parameter, "in").equals(in))
                        .toList();
    }

    /** Schemas of the request and of each answer that is no problem. */
    static List<JsonNode> bodies(JsonNode operation) {
        List<JsonNode> bodies = new ArrayList<>();
        if (operation.get("requestBody") != null) {
            bodies.add(schemaOf(operation.get("requestBody")));
        }
        operation.get("responses").entries().forEach(response -> {
            if (response.getKey().startsWith("2") && response.getValue().get("content") != null) {
                bodies.add(schemaOf(response.getValue()));
            }
        });
        return bodies;
    }

    static String mediaType(JsonNode body) {
        return body.get("content").entries().iterator().next().getKey();
    }

    static JsonNode schemaOf(JsonNode body) {
        return body.get("content").entries().iterator().next().getValue().get("schema");
    }

    @Nullable
    JsonNode example(JsonNode schema) {
        var examples = resolve(schema).get("examples");
        return examples == null ? null : examples.get(0);
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Members, types, constants and what is required. */
    void assertFits(String where, JsonNode schema, JsonNode value) {
        if (schema.get("anyOf") != null) {
            if (!value.isNull()) {
                assertFits(where, schema.get("anyOf").get(0), value);
            }
            return;
        }
        var resolved = resolve(schema);
        assertThat(write(resolved.get("type"))).as(where + " " + write(value)).contains("\"" + typeOf(value) + "\"");
        if (resolved.get("enum") != null) {
            assertThat(write(resolved.get("enum"))).as(where).contains(write(value));
        }
        if (resolved.get("required") != null) {
            resolved.get("required").values().forEach(name -> assertThat(value.get(name.getStringValue()))
                    .as(where + "/" + name.getStringValue())
                    .isNotNull());
        }
        var properties = resolved.get("properties");
        if (value.isObject() && properties != null) {
            value.entries().forEach(member -> {
                assertThat(properties.get(member.getKey()))
                        .as(where + "/" + member.getKey())
                        .isNotNull();
                assertFits(where + "/" + member.getKey(), properties.get(member.getKey()), member.getValue());
            });
        }
        if (value.isArray()) {
            value.values().forEach(item -> assertFits(where + "/*", resolved.get("items"), item));
        }
    }

    JsonNode resolve(JsonNode schema) {
        var reference = schema.get("$ref");
        if (reference == null) {
            return schema;
        }
        var name = reference.getStringValue();
        return document.get("components").get("schemas").get(name.substring(name.lastIndexOf('/') + 1));
    }

    private static String typeOf(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        if (value.isObject()) {
            return "object";
        }
        if (value.isArray()) {
            return "array";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        return value.isNumber() ? "integer" : "string";
    }
}
