package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every key {@code todo.*} that some configuration record of this process reads, and every variable {@code TODO_*} that
 * sets one.
 */
final class KnownKeys {
    static final String PREFIX = "todo.";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\s*(TODO_[A-Z0-9_]+)");
    /** Read before there is a configuration. */
    private static final Set<String> EARLY = Set.of("TODO_LOG_FORMAT", "TODO_LOG_LEVEL", SecretFiles.DIRECTORY);

    private final Map<String, Argument<?>> keys = new HashMap<>();
    /** Keys that hold a map: whatever stands below them is known. */
    private final Set<String> maps = new HashSet<>();

    private final Set<String> variables = new HashSet<>(EARLY);

    KnownKeys(ApplicationContext context) {
        context.getBeanDefinitions(Object.class, Qualifiers.byStereotype(ConfigurationReader.class))
                .forEach(this::addRecord);
        context.getEnvironment().getPropertySources().forEach(this::addPlaceholders);
    }

    boolean isKey(String key) {
        String plain = key.replaceAll("\\[\\d+]", "");
        return keys.containsKey(plain)
                || maps.stream().anyMatch(map -> plain.equals(map) || plain.startsWith(map + "."));
    }

    /** The type of its value, unless it stands in a map. */
    @Nullable
    Argument<?> typeOf(String key) {
        return keys.get(key);
    }

    boolean isVariable(String name) {
        return variables.contains(name)
                || keys.keySet().stream().anyMatch(key -> variableOf(key).equals(name))
                || maps.stream().anyMatch(map -> name.startsWith(variableOf(map) + "_"));
    }

    private static String variableOf(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void addRecord(BeanDefinition<Object> definition) {
        definition
                .stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                .filter(prefix -> (prefix + ".").startsWith(PREFIX))
                .ifPresent(_ -> {
                    for (Argument<?> component : definition.getConstructor().getArguments()) {
                        component
                                .getAnnotationMetadata()
                                .stringValue(Property.class, "name")
                                .ifPresent(name -> add(name, component));
                    }
                });
    }

    private void add(String name, Argument<?> component) {
        if (Map.class.isAssignableFrom(component.getType())) {
            maps.add(name);
        } else {
            keys.put(name, component);
        }
    }

    private void addPlaceholders(PropertySource source) {
        for (String key : source) {
            if (source.get(key) instanceof String value) {
                Matcher placeholder = PLACEHOLDER.matcher(value);
                while (placeholder.find()) {
                    variables.add(placeholder.group(1));
                }
            }
        }
    }
}
