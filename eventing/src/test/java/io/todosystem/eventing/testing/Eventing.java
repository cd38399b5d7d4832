package io.todosystem.eventing.testing;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A process with a database and Kafka, as far as eventing is concerned. */
public final class Eventing {
    private Eventing() {}

    /** Beans are given by {@code settings} under their names in {@code todo.*} or as singletons by the caller. */
    public static ApplicationContext start(
            PostgresExtension postgres, KafkaExtension kafka, Map<String, Object> settings, Object... singletons) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Map<String, Object> properties = new HashMap<>(Map.of("micronaut.application.name", "test"));
        properties.putAll(postgres.properties());
        properties.putAll(kafka.properties());
        properties.putAll(settings);
        return ApplicationContext.builder()
                .properties(properties)
                .singletons(singletons)
                .start();
    }
}
