package io.todosystem.bff.json;

import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a JSON tree against a record and says everything that is wrong with it at once.
 *
 * <p>A component is a string, an integer, an enum, a list or a record; its member has its name in snake case. It may be
 * null or absent only if it is marked {@code @Nullable}.
 */
final class JsonShape {
    private static final int MAXIMUM_ERRORS = 20;

    private final List<Problem.Fault> errors = new ArrayList<>();

    private JsonShape() {}

    static boolean isKnown(Argument<?> type) {
        return type.getType().isRecord()
                && BeanIntrospector.SHARED.findIntrospection(type.getType()).isPresent();
    }

    /** The record, or the {@link MergePatch} of one. {@link Refusal} 400 names each member at fault. */
    @SuppressWarnings("unchecked") // a patch is read only for an argument of that type
    static <T> T read(Argument<T> type, JsonNode tree) {
        if (type.getType() == MergePatch.class) {
            var values = new JsonShape().readWhole(type.getTypeParameters()[0], tree);
            return (T) new MergePatch<>(values, names(tree));
        }
        return new JsonShape().readWhole(type, tree);
    }

    private <T> T readWhole(Argument<T> type, JsonNode tree) {
        var value = value(type, tree, "");
        if (value == null || !errors.isEmpty()) {
            throw Refusal.of("INVALID_FIELD", errors);
        }
        return type.getType().cast(value);
    }

    private @Nullable Object value(Argument<?> type, JsonNode node, String pointer) {
        if (type.getType() == String.class) {
            return node.isString() ? text(node.getStringValue(), pointer) : wrong(pointer, "must be a string");
        }
        if (type.getType() == Integer.class) {
            return integer(node, pointer);
        }
        if (type.getType().isEnum()) {
            return enumeration(type.getType(), node, pointer);
        }
        if (type.getType() == List.class) {
            return node.isArray()
                    ? list(type.getTypeParameters()[0], node, pointer)
                    : wrong(pointer, "must be an array");
        }
        return node.isObject() ? object(type.getType(), node, pointer) : wrong(pointer, "must be an object");
    }

    private @Nullable Object object(Class<?> type, JsonNode node, String pointer) {
        BeanIntrospection<?> shape = BeanIntrospection.getIntrospection(type);
        Argument<?>[] components = shape.getConstructorArguments();
        Set<String> unknown = new HashSet<>(names(node));
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var name = NameUtils.underscoreSeparate(components[i].getName()).toLowerCase(Locale.ROOT);
            unknown.remove(name);
            values[i] = member(components[i], node.get(name), pointer + "/" + name);
        }
        unknown.stream().sorted().forEach(name -> wrong(pointer + "/" + escape(name), "is unknown here"));
        return errors.isEmpty() ? shape.instantiate(values) : null;
    }

    private @Nullable Object member(Argument<?> component, @Nullable JsonNode node, String pointer) {
        if (node != null && !node.isNull()) {
            return value(component, node, pointer);
        }
        if (!component.isNullable()) {
            wrong(pointer, node == null ? "is required" : "must not be null");
        }
        return null;
    }

    private List<?> list(Argument<?> element, JsonNode node, String pointer) {
        List<Object> values = new ArrayList<>();
        int index = 0;
        for (JsonNode item : node.values()) {
            var value = value(element, item, pointer + "/" + index++);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object enumeration(Class<?> type, JsonNode node, String pointer) {
        var constants = Arrays.asList(type.getEnumConstants());
        for (var constant : constants) {
            if (node.isString() && constant.toString().equals(node.getStringValue())) {
                return constant;
            }
        }
        return wrong(
                pointer,
                "must be one of " + constants.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private @Nullable Object integer(JsonNode node, String pointer) {
        try {
            return node.isNumber() ? new BigDecimal(node.coerceStringValue()).intValueExact() : notAnInteger(pointer);
        } catch (ArithmeticException | NumberFormatException e) {
            return notAnInteger(pointer);
        }
    }

    private @Nullable Object notAnInteger(String pointer) {
        return wrong(pointer, "must be an integer");
    }

    private @Nullable Object text(String text, String pointer) {
        if (text.indexOf('\0') >= 0) {
            return wrong(pointer, "must not contain the character NUL");
        }
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                ? wrong(pointer, "must not contain half of a surrogate pair")
                : text;
    }

    private @Nullable Object wrong(String pointer, String detail) {
        if (errors.size() < MAXIMUM_ERRORS) {
            errors.add(new Problem.Fault(pointer, detail));
        }
        return null;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : node.entries()) {
            names.add(member.getKey());
        }
        return names;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
