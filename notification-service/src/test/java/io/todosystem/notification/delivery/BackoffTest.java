package io.todosystem.notification.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private static final RandomGenerator NO_JITTER = () -> 0;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 2", "4, 4", "5, 8", "6, 16", "7, 32", "8, 60", "9, 60", "100000, 60"})
    void waits_double_up_to_a_minute(int attempts, long seconds) {
        assertThat(Backoff.after(attempts, NO_JITTER)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitter_adds_up_to_a_fifth() {
        var random = RandomGenerator.getDefault();
        for (int i = 0; i < 1000; i++) {
            assertThat(Backoff.after(5, random)).isBetween(Duration.ofSeconds(8), Duration.ofMillis(9600));
        }
    }
}
