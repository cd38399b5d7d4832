package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import io.todosystem.localstack.engine.Folders;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@FaultSuite
class KafkaLossIT {
    private final Stack stack;
    private final Fault fault;

    KafkaLossIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    /** Half of the events had been told, half were in Kafka only; the variable is the operator's means. */
    @Test
    void a_kafka_that_lost_everything_is_fed_again_from_the_outboxes() throws IOException {
        var local = stack.local();
        try (var scene = Scene.of(stack)) {
            fault.lasting(Duration.ofSeconds(3));
            local.stop("notification");
            fault.lasting(Duration.ofSeconds(3));
            scene.load().end();
            new Promises(stack).awaitSent();
            local.stop("kafka");
            Folders.delete(local.home().data("kafka"));
            local.start("kafka");
            var resend = Map.of("TODO_OUTBOX_RESEND_ON_START", "7d");
            try (var _ = Replica.start(local, "auth", resend);
                    var _ = Replica.start(local, "tasks", resend)) {
                local.start("notification");
                var told = scene.settle();
                scene.say("Kafka's data wiped: all told %d ms after notification was back", told.toMillis());
            }
        }
    }
}
