package io.todosystem.eventing.testing;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** A process with a database and Kafka, as far as eventing is concerned. */
public final class Eventing {
    private Eventing() {}

    /** Beans are given by {@code settings} under their names in {@code todo.*} or as singletons by the caller. */
    public static ApplicationContext start(
            PostgresExtension postgres, KafkaExtension kafka, Map<String, Object> settings, Object... singletons) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.application.name",
                "test",
                "datasources.default.url",
                postgres.url(),
                "datasources.default.username",
                postgres.user(),
                "datasources.default.password",
                postgres.password(),
                "datasources.default.db-type",
                "postgres",
                "datasources.default.dialect",
                "POSTGRES",
                "flyway.datasources.default.enabled",
                true,
                "flyway.datasources.default.locations",
                "classpath:db/eventing",
                "kafka.bootstrap.servers",
                kafka.bootstrap(),
                "kafka.health.enabled",
                false));
        properties.putAll(settings);
        return ApplicationContext.builder()
                .properties(properties)
                .singletons(singletons)
                .start();
    }
}
