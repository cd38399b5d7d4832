package io.todosystem.e2e.compose;

import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.Scene;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Containers are killed, frozen, restarted and cut off while three users write, and then everything is counted. Needs
 * the system on this machine, and the right to kill its processes: {@code ./todo test compose}.
 */
@Tag("compose")
@ExtendWith(Stack.Extension.class)
class ContainersIT {
    private static final List<String> SERVICES = List.of("tasks", "notification", "auth", "bff", "nginx");
    private static final Duration A_WHILE = Duration.ofSeconds(8);
    private static final Duration CALM = Duration.ofSeconds(2);

    private final Stack stack;

    ContainersIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void every_service_and_the_edge_come_back_from_a_crash_and_nothing_is_lost_or_done_twice() {
        run("killed one after the other: " + SERVICES, SERVICES.stream(), fault -> fault.crash());
    }

    @Test
    void so_do_the_engines() {
        run("killed: kafka, postgres", Stream.of("kafka", "postgres"), fault -> fault.crash());
    }

    @Test
    void what_freezes_and_wakes_again_has_lost_nothing() {
        run("frozen for 8 s each", Stream.of("kafka", "postgres", "notification", "tasks", "auth"), fault -> {
            try (var _ = fault.pause()) {
                fault.lasting(A_WHILE);
            }
        });
    }

    @Test
    void what_is_cut_off_from_the_others_finds_them_again() {
        run("engines cut off for 8 s each", Stream.of("kafka", "postgres"), fault -> {
            try (var _ = fault.cutOff("engines")) {
                fault.lasting(A_WHILE);
            }
        });
        run("services cut off for 8 s each", Stream.of("tasks", "notification", "auth"), fault -> {
            try (var _ = fault.cutOff("front")) {
                fault.lasting(A_WHILE);
            }
        });
    }

    @Test
    void a_restart_of_each_loses_nothing() {
        run(
                "restarted one after the other",
                Stream.concat(Stream.of("kafka", "postgres"), SERVICES.stream()),
                ContainerFault::restart);
    }

    private void run(String what, Stream<String> names, Happening happening) {
        try (var scene = Scene.of(stack, new InsideContainers())) {
            names.map(ContainerFault::new).forEach(fault -> {
                fault.lasting(CALM);
                happening.to(fault);
                fault.recovered();
            });
            var told = scene.settle();
            scene.say("%s: all told %d ms after the last change", what, told.toMillis());
        }
    }

    private interface Happening {
        void to(ContainerFault fault);
    }
}
