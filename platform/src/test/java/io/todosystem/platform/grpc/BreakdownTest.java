package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Status;
import io.todosystem.platform.failure.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakdownTest {
    @Test
    void a_failure_stays_what_it_is_however_deep() {
        Failure failure = Failure.notFound("TASK_NOT_FOUND", "There is no such task");

        assertThat(Breakdown.explain(new IllegalStateException(new RuntimeException(failure))))
                .isSameAs(failure);
    }

    @Test
    void a_database_that_is_away_is_unavailable() {
        assertThat(explained(new SQLException("x", "08006"))).isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
        assertThat(explained(new SQLException("x", "53300"))).isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
        assertThat(explained(new SQLException("x", "57P01"))).isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
        assertThat(explained(new SQLTransientConnectionException("pool timeout")))
                .isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
    }

    @Test
    void a_lost_race_in_the_database_is_aborted() {
        assertThat(explained(new SQLException("x", "40001"))).isEqualTo("ABORTED TRANSACTION_CONFLICT");
        assertThat(explained(new SQLException("x", "40P01"))).isEqualTo("ABORTED TRANSACTION_CONFLICT");
        assertThat(explained(new SQLException("x", "55P03"))).isEqualTo("ABORTED TRANSACTION_CONFLICT");
    }

    @Test
    void a_statement_that_the_end_of_the_request_cancelled_is_cancelled() throws Exception {
        Context.CancellableContext request = Context.current().withCancellation();
        request.cancel(null);
        Callable<String> inRequest = () -> explained(new SQLException("x", "57014"));

        assertThat(request.call(inRequest)).isEqualTo("CANCELLED CANCELLED");
    }

    @Test
    void a_statement_that_took_what_remained_of_the_request_is_late() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Context.CancellableContext request =
                Context.current().withDeadlineAfter(200, TimeUnit.MILLISECONDS, timer)) {
            assertThat(request.call(() -> explained(new SQLException("x", "57014"))))
                    .isEqualTo("DEADLINE_EXCEEDED DEADLINE_EXCEEDED");
        } finally {
            timer.shutdownNow();
        }
        assertThat(explained(new SQLException("x", "57014"))).isEqualTo("UNAVAILABLE DATABASE_UNAVAILABLE");
    }

    @Test
    void an_upstream_that_is_away_is_unavailable_and_one_that_refuses_is_a_bug() {
        assertThat(explained(Status.UNAVAILABLE.asRuntimeException())).isEqualTo("UNAVAILABLE UPSTREAM_UNAVAILABLE");
        assertThat(explained(Status.DEADLINE_EXCEEDED.asRuntimeException()))
                .isEqualTo("DEADLINE_EXCEEDED DEADLINE_EXCEEDED");
        assertThat(explained(Status.PERMISSION_DENIED.asRuntimeException())).isEqualTo("INTERNAL INTERNAL");
    }

    @Test
    void everything_else_is_a_bug() {
        assertThat(explained(new SQLException("x", "23505"))).isEqualTo("INTERNAL INTERNAL");
        assertThat(explained(new NullPointerException())).isEqualTo("INTERNAL INTERNAL");
    }

    private static String explained(Throwable thrown) {
        Failure failure = Breakdown.explain(thrown);
        return failure.code() + " " + failure.reason();
    }
}
