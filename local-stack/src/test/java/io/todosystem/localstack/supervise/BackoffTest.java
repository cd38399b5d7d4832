package io.todosystem.localstack.supervise;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void pause_doubles_up_to_half_a_minute() {
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void start_by_hand_begins_anew() {
        backoff.next();
        backoff.next();
        backoff.forget();

        assertThat(backoff.failures()).isZero();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }
}
