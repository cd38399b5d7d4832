package io.todosystem.eventing.transaction;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.todosystem.platform.config.SharedDefaults;

/** What all processes with a database and Kafka have in common: {@code eventing-defaults.yml}. */
@ContextConfigurer
public final class EventingDefaults implements ApplicationContextConfigurer {
    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(SharedDefaults.read("eventing-defaults"));
    }
}
