package io.todosystem.platform.config;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Settings that several processes have in common, from a file of their module, below every other source of
 * configuration.
 *
 * <p>They apply wherever a context is built, in tests too. A service's own {@code application.yml} says only what
 * differs.
 */
public final class SharedDefaults {
    private static final int BELOW_ALL = -1000;

    private SharedDefaults() {}

    /** Reads {@code <name>.yml} from the root of the class path. */
    public static PropertySource read(String name) {
        try (InputStream file = Objects.requireNonNull(SharedDefaults.class.getResourceAsStream("/" + name + ".yml"))) {
            return PropertySource.of(name, new YamlPropertySourceLoader(false).read(name, file), BELOW_ALL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
