package io.todosystem.eventing.transaction;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SqlStatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "57014", "58030", "55P03", "25P03"})
    void what_passes_by_itself_is_infrastructure(String state) {
        assertThat(SqlStates.isInfrastructure(new RuntimeException(new SQLException("", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "42601", "25P02", "0A000", ""})
    void what_comes_back_each_time_is_not(String state) {
        assertThat(SqlStates.isInfrastructure(new RuntimeException(new SQLException("", state))))
                .isFalse();
    }

    @Test
    void an_exhausted_pool_is_infrastructure() {
        assertThat(SqlStates.isInfrastructure(new SQLTransientConnectionException("no connection")))
                .isTrue();
        assertThat(SqlStates.isInfrastructure(new IllegalStateException("a bug")))
                .isFalse();
    }
}
