package io.todosystem.eventing.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final Retries retries = new Retries(Duration.ofSeconds(1));

    @Test
    void a_record_is_tried_five_times_after_0_1_2_4_and_8_seconds() {
        var now = NOW;
        for (var wait : List.of(1, 2, 4, 8)) {
            assertThat(retries.again(PARTITION, now)).isTrue();
            assertThat(retries.due(now.plusSeconds(wait).minusMillis(1))).isEmpty();
            now = now.plusSeconds(wait);
            assertThat(retries.due(now)).containsExactly(PARTITION);
        }
        assertThat(retries.again(PARTITION, now)).isFalse();
    }

    @Test
    void an_outage_is_no_try_and_is_waited_for_at_most_thirty_seconds_at_a_time() {
        for (var round = 0; round < 100; round++) {
            retries.outage(PARTITION, NOW);
            assertThat(retries.due(NOW.plusSeconds(30))).containsExactly(PARTITION);
        }
        assertThat(retries.due(NOW.plusSeconds(10))).isEmpty();
        assertThat(retries.again(PARTITION, NOW)).isTrue();
        assertThat(retries.due(NOW.plusSeconds(1))).containsExactly(PARTITION);
    }

    @Test
    void the_next_poll_ends_when_a_retry_is_due() {
        assertThat(retries.untilNext(NOW, Duration.ofSeconds(5))).hasSeconds(5);
        retries.again(PARTITION, NOW);
        assertThat(retries.untilNext(NOW, Duration.ofSeconds(5))).hasSeconds(1);
        retries.settled(PARTITION);
        assertThat(retries.untilNext(NOW, Duration.ofSeconds(5))).hasSeconds(5);
    }

    @Test
    void a_partition_that_went_to_another_member_is_forgotten() {
        retries.again(PARTITION, NOW);
        retries.forget(List.of(PARTITION));
        assertThat(retries.isRetry(PARTITION)).isFalse();
    }
}
