package io.todosystem.bench.harness;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class IntervalTest {
    @Test
    void median_lies_inside_and_the_interval_inside_the_samples() {
        var interval = Interval.of(List.of(0.9, 1.1, 1.0, 0.8, 1.3));

        assertThat(interval.median()).isEqualTo(1.0);
        assertThat(interval.low()).isBetween(0.8, 0.95);
        assertThat(interval.high()).isBetween(1.05, 1.3);
    }

    @Test
    void same_samples_give_the_same_interval() {
        var samples = List.of(0.4, 0.5, 0.45, 0.6, 0.7);

        assertThat(Interval.of(samples)).isEqualTo(Interval.of(samples));
    }

    @Test
    void equal_samples_leave_no_doubt() {
        assertThat(Interval.of(List.of(2.0, 2.0, 2.0))).isEqualTo(new Interval(2, 2, 2));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Interval.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
