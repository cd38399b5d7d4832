package io.todosystem.eventing.relay;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.todosystem.eventing.relay.OutboxRow.Destination;
import io.todosystem.platform.testing.LoggedLines;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class TopicWaitsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
    private static final OutboxRow ROW = new OutboxRow(
            1, new UUID(0, 1), new Destination("things", "one"), "thing.made", "one", 1, "{}", "{}", BEGIN);
    private static final List<Delivery> AWAY =
            List.of(new Delivery.Unavailable(ROW, new TimeoutException("no metadata")));
    private static final List<Delivery> SENT = List.of(new Delivery.Sent(ROW));

    @RegisterExtension
    private final LoggedLines lines = LoggedLines.of(TopicWaits.class);

    private final TopicWaits waits = new TopicWaits();

    @Test
    void a_topic_that_is_away_is_left_alone_for_a_moment_and_then_tried_again() {
        waits.settle(AWAY, BEGIN);

        assertThat(waits.waiting(BEGIN)).containsExactly("things");
        assertThat(waits.waiting(BEGIN.plusMillis(250))).isEmpty();
    }

    @Test
    void a_wait_of_a_moment_is_not_worth_a_line() {
        waits.settle(AWAY, BEGIN);
        waits.settle(SENT, BEGIN.plusSeconds(1));

        assertThat(lines.all()).isEmpty();
    }

    @Test
    void a_wait_that_lasts_is_told_once_and_so_is_its_end() {
        for (int second = 0; second < 30; second++) {
            waits.settle(AWAY, BEGIN.plusSeconds(second));
        }
        waits.settle(SENT, BEGIN.plusSeconds(30));

        assertThat(lines.all())
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Topic things takes no records, its rows wait in the outbox: TimeoutException: no metadata",
                        "Topic things takes records again");
    }
}
