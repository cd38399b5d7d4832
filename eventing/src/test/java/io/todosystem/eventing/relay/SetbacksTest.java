package io.todosystem.eventing.relay;

import ch.qos.logback.classic.Level;
import io.todosystem.platform.testing.LoggedLines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class SetbacksTest {
    @RegisterExtension
    final LoggedLines log = LoggedLines.of(Setbacks.class);

    private final Setbacks setbacks = new Setbacks();

    @Test
    void each_is_waited_after_twice_as_long_up_to_four_seconds() {
        assertThat(Stream.generate(this::fail).limit(6).map(Duration::toMillis))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 4_000L);
        setbacks.over();
        assertThat(fail()).hasMillis(250);
    }

    @Test
    void an_outage_is_one_line_until_it_is_over() {
        fail();
        fail();
        setbacks.add(new KafkaException("away too"));
        assertThat(log.all()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).endsWith("SQLException: away");
            assertThat(line.getThrowableProxy()).isNull();
        });
        setbacks.over();
        fail();
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void a_bug_is_told_with_where_it_is_even_in_an_outage() {
        fail();
        setbacks.add(new IllegalStateException("bug"));
        setbacks.add(new IllegalStateException("bug"));
        assertThat(log.all()).hasSize(2);
        assertThat(log.all().getLast().getLevel()).isEqualTo(Level.ERROR);
        assertThat(log.all().getLast().getThrowableProxy()).isNotNull();
    }

    private Duration fail() {
        return setbacks.add(new SQLException("away"));
    }
}
