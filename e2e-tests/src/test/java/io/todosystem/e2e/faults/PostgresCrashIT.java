package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultSuite
class PostgresCrashIT {
    private final Stack stack;
    private final Fault fault;

    PostgresCrashIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    /** Consumers have events to handle when it goes, and more than five tries' time until it is back. */
    @Test
    void a_minute_without_postgres_costs_nothing_but_the_minute() {
        var outage = Duration.ofSeconds(60);
        try (var scene = Scene.of(stack)) {
            fault.lasting(Duration.ofSeconds(3));
            stack.local().stop("postgres");
            fault.lasting(outage);
            stack.local().start("postgres");
            fault.lasting(Duration.ofSeconds(3));
            var told = scene.settle();
            scene.say(
                    "PostgreSQL gone for %d s: all told %d ms after the last change",
                    outage.toSeconds(), told.toMillis());
        }
    }

    /** Each time just after an answer: what was not safe by then is lost. */
    @Test
    void what_postgres_confirmed_survives_its_death_and_no_command_is_done_twice() {
        int crashes = 3;
        try (var scene = Scene.of(stack)) {
            for (int i = 0; i < crashes; i++) {
                fault.lasting(Duration.ofSeconds(3));
                scene.load().awaitAnswer();
                fault.crash("postgres");
                fault.recovered("postgres");
            }
            fault.lasting(Duration.ofSeconds(3));
            var told = scene.settle();
            scene.say(
                    "PostgreSQL killed %d times under writes: all told %d ms after the last", crashes, told.toMillis());
        }
    }
}
