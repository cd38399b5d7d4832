package io.todosystem.platform.limit;

import io.todosystem.platform.limit.RateLimit.Turn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final RateLimit<String> limit = new RateLimit<>(10, Duration.ofMinutes(1), nanos::get);

    @Test
    void so_many_are_granted_and_the_next_is_told_how_long_to_wait() {
        for (int left = 9; left >= 0; left--) {
            assertThat(limit.take("ann")).extracting(Turn::granted, Turn::left).containsExactly(true, (long) left);
        }

        Turn refused = limit.take("ann");
        assertThat(refused.granted()).isFalse();
        assertThat(refused.delay()).isEqualTo(Duration.ofSeconds(6));
        assertThat(refused.full()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limit.take("bob").granted()).isTrue();
    }

    @Test
    void turns_come_back_evenly() {
        exhaust();

        pass(Duration.ofMillis(5_999));
        assertThat(limit.take("ann").granted()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(limit.take("ann").granted()).isTrue();
        assertThat(limit.take("ann").granted()).isFalse();
        pass(Duration.ofHours(1));
        exhaust();
    }

    @Test
    void what_was_charged_beyond_the_limit_is_waited_for() {
        for (int i = 0; i < 12; i++) {
            limit.charge("ann");
        }

        assertThat(limit.delay("ann")).isEqualTo(Duration.ofSeconds(18));
        pass(Duration.ofSeconds(18));
        assertThat(limit.delay("ann")).isZero();
        limit.charge("ann");
        assertThat(limit.delay("ann")).isPositive();
    }

    @Test
    void those_who_ask_side_by_side_get_no_more() {
        var granted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> {
                    if (limit.take("ann").granted()) {
                        granted.incrementAndGet();
                    }
                });
            }
        }
        assertThat(granted).hasValue(10);
    }

    private void exhaust() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.take("ann").granted()).isTrue();
        }
        assertThat(limit.take("ann").granted()).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
