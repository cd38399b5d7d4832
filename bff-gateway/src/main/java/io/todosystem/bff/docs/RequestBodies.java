package io.todosystem.bff.docs;

import java.util.Map;
import java.util.stream.Stream;

/** Says of the body of each request what is true of all: a member that has no name here is refused. */
final class RequestBodies {
    private RequestBodies() {}

    static void close(Map<String, Object> document) {
        Map<String, Object> schemas = member(member(document, "components"), "schemas");
        member(document, "paths").values().stream()
                .flatMap(path -> OpenApiDocument.map(path).values().stream())
                .flatMap(RequestBodies::schemasOf)
                .map(name -> member(schemas, name))
                .filter(schema -> schema.containsKey("properties"))
                .forEach(schema -> schema.put("additionalProperties", false));
    }

    /** Names of the schemas of an operation's body. */
    private static Stream<String> schemasOf(Object operation) {
        return operation instanceof Map<?, ?>
                ? member(member(OpenApiDocument.map(operation), "requestBody"), "content").values().stream()
                        .map(type -> member(OpenApiDocument.map(type), "schema").get("$ref"))
                        .filter(String.class::isInstance)
                        .map(ref -> ((String) ref).substring(((String) ref).lastIndexOf('/') + 1))
                : Stream.of();
    }

    private static Map<String, Object> member(Map<String, Object> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? OpenApiDocument.map(member) : Map.of();
    }
}
