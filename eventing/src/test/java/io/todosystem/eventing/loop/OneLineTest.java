package io.todosystem.eventing.loop;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OneLineTest {
    @Test
    void each_cause_adds_what_the_one_below_it_does_not_say() {
        var lost = new SQLException("The connection attempt failed.", new UnknownHostException("postgres"));
        assertThat(OneLine.of(new IllegalStateException(lost)))
                .isEqualTo("The connection attempt failed.: UnknownHostException: postgres");
    }

    @Test
    void of_many_lines_the_first_is_enough() {
        assertThat(OneLine.of(new SQLException("ERROR: canceling statement\n  Where: somewhere")))
                .isEqualTo("SQLException: ERROR: canceling statement");
        assertThat(OneLine.of(new SQLException())).isEqualTo("SQLException: ");
    }
}
