package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;

/** What all processes have in common: {@code platform-defaults.yml}, and variables that are given as files. */
@ContextConfigurer
public final class PlatformDefaults implements ApplicationContextConfigurer {
    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(SharedDefaults.read("platform-defaults"), SecretFiles.read(System.getenv()));
    }
}
