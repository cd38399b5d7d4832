package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class WireTest {
    @Test
    void round_arrives_as_it_was_sent() throws Exception {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(2_000_000, 3);
        Round round = new Round(
                3, Map.of("UNAVAILABLE", 2L, "IOException", 1L), Duration.ofNanos(7), latencies, Duration.ZERO);

        assertThat(Wire.read(Wire.write(round))).isEqualTo(round);
    }
}
