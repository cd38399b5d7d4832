package io.todosystem.bench.events.program;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** The eventing of a service, as our services run it: everything is its default but where it is. */
public final class Ours {
    private Ours() {}

    /** Makes the tables that our migrations make. */
    public static void migrate(Place place) {
        start(place, Map.of("todo.outbox.relay", false, "todo.consumer.enabled", false))
                .close();
    }

    public static ApplicationContext start(Place place, Map<String, Object> settings, Object... singletons) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.application.name",
                "bench",
                "datasources.default.url",
                place.url(),
                "datasources.default.username",
                place.user(),
                "datasources.default.password",
                place.password(),
                "datasources.default.db-type",
                "postgres",
                "datasources.default.dialect",
                "POSTGRES",
                "flyway.datasources.default.enabled",
                true,
                "flyway.datasources.default.locations",
                "classpath:db/eventing",
                "kafka.bootstrap.servers",
                place.bootstrap(),
                "kafka.health.enabled",
                false));
        properties.put("micronaut.health.monitor.enabled", false); // Nobody asks.
        properties.putAll(settings);
        return ApplicationContext.builder()
                .properties(properties)
                .singletons(singletons)
                .start();
    }
}
