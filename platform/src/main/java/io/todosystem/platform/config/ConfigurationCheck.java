package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to start with a key {@code todo.*} or a variable {@code TODO_*} that nothing reads: a misspelt limit that
 * silently keeps its default is worse than a process that says so. The same goes for a value of the wrong type.
 */
@Context
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationCheck {
    ConfigurationCheck(ApplicationContext context) {
        KnownKeys known = new KnownKeys(context);
        Set<String> keys = keysOf(context);
        refuseUnknown(known, keys, System.getenv().keySet());
        refuseUnknownFiles(known, context);
        keys.forEach(key -> refuseUnreadable(context.getEnvironment(), key, known.typeOf(key)));
    }

    private static void refuseUnknown(KnownKeys known, Set<String> keys, Set<String> variables) {
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

    private static void refuseUnknownFiles(KnownKeys known, ApplicationContext context) {
        for (PropertySource source : context.getEnvironment().getPropertySources()) {
            if (SecretFiles.isSource(source)) {
                source.forEach(name -> {
                    if (!known.isVariable(name)) {
                        throw new ConfigurationException("The file " + name + " in " + SecretFiles.DIRECTORY
                                + " has the name of no variable; remove it or correct its name");
                    }
                });
            }
        }
    }

    /** Micronaut would take the default instead. The value is not repeated: it may be a secret. */
    private static void refuseUnreadable(Environment environment, String key, @Nullable Argument<?> type) {
        if (type == null || isUnset(environment, key)) {
            return;
        }
        ArgumentConversionContext<?> conversion = ConversionContext.of(type);
        if (environment.getProperty(key, conversion).isEmpty()) {
            throw new ConfigurationException("The value of " + key + " cannot be read as "
                    + type.getType().getSimpleName());
        }
    }

    /** A key whose variable is not set is somebody's business only if it is read. */
    private static boolean isUnset(Environment environment, String key) {
        try {
            return environment.getProperty(key, String.class).orElse("").isEmpty();
        } catch (ConfigurationException placeholder) {
            return true;
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
