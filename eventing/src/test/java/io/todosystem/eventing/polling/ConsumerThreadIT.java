package io.todosystem.eventing.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.testing.LoggedLines;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConsumerThreadIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @RegisterExtension
    final LoggedLines log = LoggedLines.of(ConsumerThread.class);

    /** As that of a container which is stopped. */
    @Test
    void while_the_name_of_kafka_means_nothing_the_consumer_does_not_stand_and_says_so_once() {
        Map<String, Object> settings = Map.of("TODO_KAFKA_BOOTSTRAP", "kafka.invalid:9092", "todo.outbox.relay", false);
        try (var application = Eventing.start(POSTGRES, KAFKA, settings, new Ignorant())) {
            var turns = application.getBean(MeterRegistry.class);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> turns.get("todo.consumer.turns").counter().count() >= 2);
            assertThat(log.all()).singleElement().satisfies(line -> {
                assertThat(line.getFormattedMessage()).contains("ignorant waits for Kafka");
                assertThat(line.getThrowableProxy()).isNull();
            });
        }
    }

    private static final class Ignorant implements EventConsumer {
        @Override
        public String group() {
            return "ignorant";
        }

        @Override
        public Set<String> topics() {
            return Set.of("topic");
        }

        @Override
        public void handle(Tx tx, ConsumedEvent event) {}
    }
}
