package io.todosystem.auth.password;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RestTest {
    @Test
    void it_grows_with_the_time_that_the_hash_waited_for_a_processor() {
        Rest rest = new Rest(6);

        assertThat(rest.due(millis(85), millis(43))).isEqualTo(Duration.ofMillis(252));
        assertThat(rest.due(millis(43), millis(43))).isZero();
        assertThat(rest.due(millis(43), millis(44))).as("two clocks").isZero();
    }

    @Test
    void it_is_bounded() {
        assertThat(new Rest(6).due(millis(60_000), 1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void nobody_rests_if_nobody_shall() {
        assertThat(new Rest(0).due(millis(60_000), 1)).isZero();
    }

    @Test
    void who_waited_rests_before_the_next_one() {
        long start = System.nanoTime();
        new Rest(50, () -> 0).after(() -> pause(Duration.ofMillis(5)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void who_computes_does_not_wait_and_who_sleeps_does() {
        LongSupplier processor = Rest.processorTime();
        long before = processor.getAsLong();
        pause(Duration.ofMillis(100));
        assertThat(processor.getAsLong() - before).isLessThan(millis(50));

        long start = System.nanoTime();
        while (processor.getAsLong() - before < millis(60) && System.nanoTime() - start < millis(30_000)) {
            Thread.onSpinWait();
        }
        assertThat(processor.getAsLong() - before).isGreaterThanOrEqualTo(millis(60));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
