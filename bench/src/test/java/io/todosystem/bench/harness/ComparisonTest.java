package io.todosystem.bench.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ComparisonTest {
    private static final Plan PLAN = new Plan(3, Duration.ofMillis(1), Duration.ofMillis(2));

    private final List<String> order = new ArrayList<>();

    @Test
    void sides_take_turns_after_each_is_warm() throws Exception {
        Comparison.of(PLAN, List.of(side("A", 10), side("B", 20)));

        assertThat(order).containsExactly("A 2", "B 2", "A 1", "B 1", "B 1", "A 1", "A 1", "B 1");
    }

    @Test
    void ratio_compares_rounds_of_the_same_turn() throws Exception {
        Side a = side("A", 30);
        Side b = side("B", 20);

        assertThat(Comparison.of(PLAN, List.of(a, b)).rates(a, b)).isEqualTo(new Interval(1.5, 1.5, 1.5));
    }

    @Test
    void void_turn_is_measured_again_and_counted() throws Exception {
        Side b = new Scripted("B", 20, 3);

        Comparison comparison = Comparison.of(PLAN, List.of(side("A", 10), b));

        assertThat(comparison.again()).isEqualTo(1);
        assertThat(comparison.rounds(b)).hasSize(3);
    }

    @Test
    void turn_that_stays_void_fails() {
        Side broken = new Scripted("A", 10, 2, 3, 4, 5);

        assertThatThrownBy(() -> Comparison.of(PLAN, List.of(broken))).isInstanceOf(VoidRound.class);
    }

    @Test
    void side_that_does_nothing_fails() {
        assertThatThrownBy(() -> Comparison.of(PLAN, List.of(side("A", 0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A did nothing");
    }

    private Side side(String name, long operations) {
        return new Scripted(name, operations);
    }

    /** Void in the runs with these numbers, counted from 1. */
    private final class Scripted implements Side {
        private final String name;
        private final long operations;
        private final List<Integer> voids;
        private int runs;

        Scripted(String name, long operations, Integer... voids) {
            this.name = name;
            this.operations = operations;
            this.voids = List.of(voids);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Round run(Duration length) throws VoidRound {
            order.add(name + " " + length.toMillis());
            if (voids.contains(++runs)) {
                throw new VoidRound("script");
            }
            return Round.of(operations, Duration.ofSeconds(1), Duration.ZERO);
        }
    }
}
