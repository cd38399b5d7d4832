package io.todosystem.bff.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The OpenAPI document that the compiler wrote from the controllers, lifted from 3.0 to 3.1.
 *
 * <p>The annotation processor's own 3.1 loses types and examples, its 3.0 is right. Between the two only a few keywords
 * of schemas differ: {@code nullable} became a type of its own and {@code example} a list.
 */
final class OpenApiDocument {
    private OpenApiDocument() {}

    static String lift(String generated) {
        Map<String, Object> document = liftObject(reader().load(generated));
        document.put("openapi", "3.1.0");
        RequestBodies.close(document);
        return writer().dump(document);
    }

    private static Object lift(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(OpenApiDocument::lift).toList();
        }
        return node instanceof Map<?, ?> object ? liftObject(map(object)) : node;
    }

    private static Map<String, Object> liftObject(Map<String, Object> object) {
        Map<String, Object> lifted = new LinkedHashMap<>();
        boolean isParameter = object.containsKey("in");
        if (isParameter && object.get("schema") instanceof Map<?, ?> schema) {
            schema.remove("nullable"); // it may be absent, which is something else
        }
        object.forEach((key, value) -> lifted.put(key, key.equals("example") ? value : lift(value)));
        if (lifted.remove("nullable") instanceof Boolean nullable && nullable) {
            allowNull(lifted);
        }
        if (lifted.containsKey("example") && !isParameter && !lifted.containsKey("schema")) {
            lifted.put("examples", List.of(lifted.remove("example")));
        }
        return lifted;
    }

    private static void allowNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type) {
            schema.put("type", List.of(type, "null"));
        } else if (schema.remove("allOf") instanceof List<?> all) {
            List<Object> any = new ArrayList<>(all);
            any.add(Map.of("type", "null"));
            schema.put("anyOf", any);
        }
    }

    @SuppressWarnings("unchecked") // keys of OpenAPI objects are strings
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    /** Leaves what looks like a date as the text that it is in JSON. */
    private static Yaml reader() {
        var options = new LoaderOptions();
        options.setCodePointLimit(10_000_000);
        var style = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(style), style, options, new Resolver() {
            @Override
            public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
                if (!tag.equals(Tag.TIMESTAMP)) {
                    super.addImplicitResolver(tag, pattern, first, limit);
                }
            }
        });
    }

    private static Yaml writer() {
        var style = new DumperOptions();
        style.setDefaultFlowStyle(FlowStyle.BLOCK);
        style.setSplitLines(false);
        return new Yaml(style);
    }
}
