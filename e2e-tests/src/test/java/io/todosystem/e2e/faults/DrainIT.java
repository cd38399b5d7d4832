package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@FaultSuite
class DrainIT {
    /** A restart takes seconds; nobody is refused for long after it. */
    private static final Duration GAP = Duration.ofSeconds(20);

    private final Stack stack;
    private final Fault fault;

    DrainIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    /** With one replica there is a gap, but nobody is left with half an answer. */
    @ParameterizedTest
    @ValueSource(strings = {"bff", "tasks"})
    void a_service_that_is_told_to_end_answers_what_it_has_begun(String service) {
        try (var scene = Scene.of(stack)) {
            fault.lasting(Duration.ofSeconds(2));
            stack.local().stop(service);
            stack.local().start(service);
            fault.lasting(Duration.ofSeconds(8));
            var told = scene.settle();
            assertThat(scene.load().longest()).isLessThan(GAP);
            assertThat(scene.load().breaks()).as("answers cut off").isEmpty();
            scene.say("%s ended and started under load: all told after %d ms", service, told.toMillis());
        }
    }
}
