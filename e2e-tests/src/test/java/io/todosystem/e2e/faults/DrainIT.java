package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import io.todosystem.platform.testing.ReplicaNames;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@FaultSuite
class DrainIT {
    /** A restart takes seconds, on a busy machine half a minute; nobody is refused for long after it. */
    private static final Duration GAP = Duration.ofSeconds(60);

    /** What a process ends with that was told to end, as shells say it. */
    private static final int SIGTERM = 128 + 15;

    private final Stack stack;
    private final Fault fault;

    DrainIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    /** Each call is one try, and no rule of ours tries it again. */
    @Test
    void the_end_of_one_of_two_replicas_fails_no_call() {
        stack.recover();
        try (var staying = Replica.start(stack.local(), "tasks", Map.of("GRPC_SERVER_HOST", ReplicaNames.FIRST));
                var ending = staying.beside(stack.local(), "tasks", ReplicaNames.SECOND)) {
            var both = staying.channelTo(ReplicaNames.NAME);
            try (var scene = Scene.of(stack, Load.start(stack, account -> Door.grpc(both, account.accessToken())))) {
                fault.lasting(Duration.ofSeconds(3));
                assertThat(ending.terminate()).isEqualTo(SIGTERM);
                fault.lasting(Duration.ofSeconds(3));
                var told = scene.settle();
                assertThat(scene.load().refusals()).as("calls refused").isEmpty();
                assertThat(scene.load().breaks()).as("answers cut off").isEmpty();
                scene.say("one of two replicas ended under load: all told after %d ms", told.toMillis());
            } finally {
                both.shutdownNow();
            }
        }
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
