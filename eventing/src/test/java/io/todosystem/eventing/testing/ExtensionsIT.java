package io.todosystem.eventing.testing;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ExtensionsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("a-topic");

    @Test
    void each_class_has_a_database_of_its_own() throws Exception {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_database() LIKE 'test_%'")) {
            assertThat(rows.next() && rows.getBoolean(1)).isTrue();
        }
    }

    @Test
    void the_broker_comes_back_with_its_topics() throws Exception {
        KAFKA.stop();
        KAFKA.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrap()))) {
            assertThat(admin.describeTopics(List.of("a-topic")).allTopicNames().get())
                    .hasEntrySatisfying(
                            "a-topic", topic -> assertThat(topic.partitions()).hasSize(KafkaExtension.PARTITIONS));
        }
    }
}
