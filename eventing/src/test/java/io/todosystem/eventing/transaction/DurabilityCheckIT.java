package io.todosystem.eventing.transaction;

import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DurabilityCheckIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @Test
    void a_database_that_would_lose_commits_is_refused() throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE %s SET synchronous_commit = off".formatted(connection.getCatalog()));
        }
        assertThatThrownBy(() -> Eventing.start(POSTGRES, KAFKA, Map.of()))
                .hasStackTraceContaining("synchronous_commit = off");
    }
}
