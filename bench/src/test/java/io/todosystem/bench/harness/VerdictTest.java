package io.todosystem.bench.harness;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class VerdictTest {
    @Test
    void goal_is_met_when_even_the_lower_end_reaches_it() {
        assertThat(new Verdict("create", new Interval(0.52, 0.45, 0.6), 0.45))
                .hasToString("BENCH create ratio 0.520 [0.450, 0.600] goal 0.45 met");
    }

    @Test
    void median_above_the_goal_is_not_enough() {
        assertThat(new Verdict("create", new Interval(2.1, 1.999, 2.3), 2))
                .hasToString("BENCH create ratio 2.100 [1.999, 2.300] goal 2 missed");
    }
}
