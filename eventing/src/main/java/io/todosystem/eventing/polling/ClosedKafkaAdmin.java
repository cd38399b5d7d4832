package io.todosystem.eventing.polling;

import io.micronaut.configuration.kafka.admin.AdminClientFactory;
import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.admin.AdminClient;

/**
 * Gives micronaut-kafka an admin client that is closed already: it makes one at shutdown to delete consumer groups of
 * its own making, which there are none of, and with Kafka away an open one tries for as long as the process lives.
 */
@Factory
final class ClosedKafkaAdmin {
    @Singleton
    @Replaces(bean = AdminClient.class, factory = AdminClientFactory.class)
    AdminClient adminClient(KafkaDefaultConfiguration kafka) {
        var client = AdminClient.create(kafka.getConfig());
        client.close(Duration.ZERO);
        return client;
    }
}
