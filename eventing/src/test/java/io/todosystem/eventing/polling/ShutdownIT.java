package io.todosystem.eventing.polling;

import io.micronaut.runtime.EmbeddedApplication;
import io.micronaut.runtime.event.ApplicationShutdownEvent;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ShutdownIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @Test
    void nothing_talks_to_kafka_when_the_process_has_ended() {
        try (var application = Eventing.start(POSTGRES, KAFKA, Map.of())) {
            var event = new ApplicationShutdownEvent(application.getBean(EmbeddedApplication.class));
            application.getEventPublisher(ApplicationShutdownEvent.class).publishEvent(event);
            assertThat(application.findBean(AdminClient.class)).isPresent();
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("admin-client")));
        }
    }
}
