package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody who writes notices; what waited arrives in less time than it waited. In how much less is measured by the bench
 * {@code after-outage}: here, beside whatever else runs, it would say more about the machine.
 */
@FaultSuite
class KafkaOutageIT {
    private static final Duration NOTICED = Duration.ofSeconds(5);

    private final Stack stack;
    private final Fault fault;

    KafkaOutageIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    @Test
    void killed_in_mid_stream() {
        int crashes = 2;
        try (var scene = Scene.of(stack)) {
            for (int i = 0; i < crashes; i++) {
                fault.lasting(Duration.ofSeconds(3));
                fault.crash("kafka");
                fault.recovered("kafka");
            }
            fault.lasting(Duration.ofSeconds(2));
            var told = scene.settle();
            unnoticed(scene);
            scene.say(
                    "Kafka killed %d times in mid-stream: all told %d ms after the last change",
                    crashes, told.toMillis());
        }
    }

    @Test
    void frozen_for_longer_than_a_delivery_may_take() throws Exception {
        var outage = Duration.ofSeconds(20);
        try (var scene = Scene.of(stack)) {
            scene.awaitFlow();
            try (var _ = fault.freeze("kafka")) {
                fault.lasting(outage);
            }
            var told = scene.settle();
            unnoticed(scene);
            assertThat(told).as("catching up is quicker than falling behind").isLessThan(outage);
            scene.say("Kafka frozen for %d s: drained in %d ms", outage.toSeconds(), told.toMillis());
        }
    }

    @Test
    void stopped_under_writes() {
        var outage = Duration.ofSeconds(30);
        try (var scene = Scene.of(stack)) {
            scene.awaitFlow();
            stack.local().stop("kafka");
            fault.lasting(outage);
            stack.local().start("kafka");
            var told = scene.settle();
            unnoticed(scene);
            assertThat(told).as("catching up is quicker than falling behind").isLessThan(outage);
            scene.say("Kafka stopped for %d s: drained in %d ms", outage.toSeconds(), told.toMillis());
        }
    }

    private static void unnoticed(Scene scene) {
        assertThat(scene.load().refusals()).isEmpty();
        assertThat(scene.load().breaks()).isEmpty();
        assertThat(scene.load().longest()).isLessThan(NOTICED);
    }
}
