package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What all processes have in common, {@code platform-defaults.yml}, below every other source of configuration.
 *
 * <p>It applies wherever a context is built, in tests too. A service's own {@code application.yml} says only what differs.
 */
@ContextConfigurer
public final class PlatformDefaults implements ApplicationContextConfigurer {
    private static final String NAME = "platform-defaults";
    private static final int BELOW_ALL = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        try (InputStream file =
                Objects.requireNonNull(PlatformDefaults.class.getResourceAsStream("/" + NAME + ".yml"))) {
            builder.propertySources(
                    PropertySource.of(NAME, new YamlPropertySourceLoader(false).read(NAME, file), BELOW_ALL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
