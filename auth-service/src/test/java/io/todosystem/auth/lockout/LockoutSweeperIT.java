package io.todosystem.auth.lockout;

import io.todosystem.auth.AuthProcess;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

final class LockoutSweeperIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));

    @Test
    void old_failures_are_forgotten_and_of_too_many_the_oldest() throws Exception {
        try (AuthProcess auth = AuthProcess.start(POSTGRES, clock)) {
            Lockout lockout = auth.bean(Lockout.class);
            LockoutSweeper sweeper = auth.bean(LockoutSweeper.class);
            lockout.passes("old@example.com", () -> false);
            clock.advance(Duration.ofMinutes(59));
            IntStream.range(0, 5).forEach(i -> {
                clock.advance(Duration.ofSeconds(1));
                lockout.passes(i + "@example.com", () -> false);
            });
            sweeper.sweep();
            assertThat(failures()).hasSize(6);

            clock.advance(Duration.ofMinutes(1));
            sweeper.sweep();
            assertThat(failures()).hasSize(5);

            sweeper.sweep(2);
            assertThat(failures()).hasSize(2).allSatisfy(time -> assertThat(time)
                    .isAfter(Instant.parse("2026-11-20T09:59:03Z")));
        }
    }

    private static List<Instant> failures() throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT last_failed_at FROM login_failures")) {
            List<Instant> times = new ArrayList<>();
            while (rows.next()) {
                times.add(rows.getTimestamp(1).toInstant());
            }
            return times;
        }
    }
}
