package io.todosystem.eventing.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyTimeTest {
    @Test
    void it_goes_by_the_time_that_nobody_sets() {
        var nanos = new AtomicLong(Long.MAX_VALUE - 10);
        var time = new SteadyTime(nanos::get);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(3_600));
    }
}
