package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses to start with a key {@code todo.*} or a variable {@code TODO_*} that nothing reads: a misspelt limit that silently
 * keeps its default is worse than a process that says so.
 */
@Context
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationCheck {
    ConfigurationCheck(ApplicationContext context) {
        check(new KnownKeys(context), keysOf(context), System.getenv().keySet());
    }

    static void check(KnownKeys known, Set<String> keys, Set<String> variables) {
        for (String key : keys) {
            if (!known.isKey(key)) {
                throw new ConfigurationException(
                        "The configuration key " + key + " is unknown; remove it or correct its name");
            }
        }
        for (String name : variables) {
            if (name.startsWith("TODO_") && !known.isVariable(name)) {
                throw new ConfigurationException(
                        "The environment variable " + name + " is unknown; unset it or correct its name");
            }
        }
    }

    private static Set<String> keysOf(ApplicationContext context) {
        Set<String> keys = new TreeSet<>();
        for (PropertySource source : context.getEnvironment().getPropertySources()) {
            // A variable stands there under every key it might mean; variables are looked at by name.
            if (!(source instanceof EnvironmentPropertySource)) {
                source.forEach(key -> {
                    if (key.startsWith(KnownKeys.PREFIX)) {
                        keys.add(key);
                    }
                });
            }
        }
        return keys;
    }
}
