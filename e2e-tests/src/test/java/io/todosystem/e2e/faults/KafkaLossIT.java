package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import io.todosystem.localstack.engine.Folders;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@FaultSuite
class KafkaLossIT {
    private final Stack stack;
    private final Fault fault;

    KafkaLossIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    /** Everything runs and writes on; half of the events had been told, half were in Kafka only. */
    @Test
    void a_kafka_that_lost_everything_is_fed_again_from_the_outboxes() throws IOException {
        var local = stack.local();
        try (var scene = Scene.of(stack)) {
            fault.lasting(Duration.ofSeconds(3));
            try (var _ = fault.freeze("notification")) {
                fault.lasting(Duration.ofSeconds(3));
                local.stop("kafka");
                Folders.delete(local.home().data("kafka"));
                local.start("kafka");
                fault.lasting(Duration.ofSeconds(3));
            }
            fault.lasting(Duration.ofSeconds(3));
            var told = scene.settle();
            assertThat(scene.load().refusals()).isEmpty();
            assertThat(scene.load().breaks()).isEmpty();
            scene.say("Kafka's data wiped under load: all told %d ms after the last change", told.toMillis());
        }
    }
}
