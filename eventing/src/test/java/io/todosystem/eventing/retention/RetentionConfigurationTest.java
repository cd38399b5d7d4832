package io.todosystem.eventing.retention;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionConfigurationTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void the_inbox_knows_what_is_sent_again_for_as_long_as_kafka_may_have_it() {
        assertThatThrownBy(() -> configuration(7, 20, DAY)).hasMessageContaining("todo.retention.inbox");
        assertThatNoException().isThrownBy(() -> configuration(7, 21, DAY));
    }

    @Test
    void requests_may_be_repeated_for_an_hour_at_least() {
        assertThatThrownBy(() -> configuration(7, 30, Duration.ofMinutes(59)))
                .hasMessageContaining("todo.retention.idempotency");
        assertThatNoException().isThrownBy(() -> configuration(7, 30, Duration.ofHours(1)));
    }

    private static RetentionConfiguration configuration(int outboxDays, int inboxDays, Duration idempotency) {
        return new RetentionConfiguration(
                Duration.ofDays(outboxDays), Duration.ofDays(inboxDays), idempotency, DAY, Duration.ofMinutes(10));
    }
}
