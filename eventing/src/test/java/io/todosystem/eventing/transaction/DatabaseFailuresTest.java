package io.todosystem.eventing.transaction;

import io.grpc.Context;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.LoggedLines;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFailuresTest {
    @RegisterExtension
    final LoggedLines log = LoggedLines.of(DatabaseFailures.class);

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57014", "58030", "25P03"})
    void a_database_that_is_away_is_unavailable(String state) {
        assertThat(told(new SQLException("x", state))).isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
    }

    @Test
    void an_exhausted_pool_is_unavailable() {
        assertThat(told(new SQLTransientConnectionException("pool timeout")))
                .isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
    }

    /** Not UNAVAILABLE: five callers in a row who wait for one row must not open a breaker for everybody. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03"})
    void a_lost_race_is_aborted(String state) {
        assertThat(told(new SQLException("x", state))).isEqualTo("ABORTED TRANSACTION_CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "55P03"})
    void what_the_caller_is_told_may_pass_like_its_cause(String state) {
        var cause = new RuntimeException(new SQLException("x", state));
        assertThat(DatabaseFailures.mayPass(cause)).isTrue();
        assertThat(DatabaseFailures.mayPass(new DatabaseFailures().translate(cause)))
                .isTrue();
        assertThat(DatabaseFailures.mayPass(Failure.notFound("TASK_NOT_FOUND", "")))
                .isFalse();
    }

    @Test
    void a_statement_that_ended_with_its_caller_is_no_outage() throws Exception {
        var request = Context.current().withCancellation();
        request.cancel(null);
        assertThat(request.call(() -> told(new SQLException("x", "57014")))).isEqualTo("CANCELLED CANCELLED");
    }

    @Test
    void a_statement_that_took_what_remained_of_the_request_is_late() throws Exception {
        try (var timer = Executors.newSingleThreadScheduledExecutor();
                var request = Context.current().withDeadlineAfter(200, TimeUnit.MILLISECONDS, timer)) {
            assertThat(request.call(() -> told(new SQLException("x", "57014"))))
                    .isEqualTo("DEADLINE_EXCEEDED DEADLINE_EXCEEDED");
        }
    }

    @Test
    void an_outage_is_told_in_a_line_and_a_lost_race_not_at_all() {
        told(new SQLException("x", "40001"));
        told(new SQLException("x", "55P03"));
        assertThat(log.all()).isEmpty();
        told(new SQLException("Connection to the database refused.", "08001", new ConnectException("refused")));
        assertThat(log.all()).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .endsWith("now: Connection to the database refused.: ConnectException: refused");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void a_bug_stays_what_it_is() {
        var bug = new UncheckedSqlException(new SQLException("x", "23505"));
        assertThat(new DatabaseFailures().translate(bug)).isSameAs(bug);
    }

    private static String told(SQLException failure) {
        var told = new DatabaseFailures().translate(new UncheckedSqlException(failure));
        return told instanceof Failure known ? known.code() + " " + known.reason() : told.toString();
    }
}
