package io.todosystem.eventing.consumer;

import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.transaction.Transactions;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deliveries of every kind against the real inbox and dead letters; only Kafka and the process are played. A failure
 * names its seed: put it into {@link #seeds} to see it again.
 */
class InboxSimulationIT {
    private static final int STEPS = 120;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    static ApplicationContext application;

    @BeforeAll
    static void start() {
        application = Eventing.start(
                POSTGRES, KAFKA, Map.of("todo.outbox.relay", false, "todo.consumer.enabled", false), new Recorder());
        Recorder.createTable(application.getBean(Transactions.class));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    static LongStream seeds() {
        return LongStream.of(1, 2, 3, ThreadLocalRandom.current().nextLong(1_000_000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_event_has_one_effect_in_order_whatever_happens_to_its_deliveries(long seed) {
        var simulation = new InboxSimulation(application, seed);
        for (var step = 0; step < STEPS; step++) {
            simulation.step();
            simulation.holds();
        }
        simulation.end();
    }
}
