package io.todosystem.bench.harness;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class StealTest {
    @Test
    void reads_stolen_time_beside_all_time() {
        assertThat(Steal.parse("cpu  10 20 30 40 50 60 70 80 5 6")).isEqualTo(new Steal(80, 360));
    }
}
