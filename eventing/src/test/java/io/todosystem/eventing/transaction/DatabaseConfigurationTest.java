package io.todosystem.eventing.transaction;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseConfigurationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void a_wait_for_a_lock_ends_before_its_statement_does() {
        assertThatThrownBy(() -> configuration(SECOND, SECOND)).hasMessageContaining("todo.database.lock-timeout");
        assertThatNoException().isThrownBy(() -> configuration(SECOND.plusMillis(1), SECOND));
    }

    private static DatabaseConfiguration configuration(Duration statement, Duration lock) {
        return new DatabaseConfiguration(SECOND, statement, lock, SECOND);
    }
}
