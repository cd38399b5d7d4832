package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Status;
import io.todosystem.platform.failure.Failure;
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
    void what_broke_because_the_caller_gave_up_is_cancelled() throws Exception {
        Context.CancellableContext request = Context.current().withCancellation();
        request.cancel(null);
        Callable<String> inRequest = () -> explained(new IllegalStateException("interrupted"));

        assertThat(request.call(inRequest)).isEqualTo("CANCELLED CANCELLED");
    }

    @Test
    void what_broke_when_the_time_was_over_is_late() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Context.CancellableContext request =
                Context.current().withDeadlineAfter(-1, TimeUnit.MILLISECONDS, timer)) {
            assertThat(request.call(() -> explained(new IllegalStateException("interrupted"))))
                    .isEqualTo("DEADLINE_EXCEEDED DEADLINE_EXCEEDED");
        } finally {
            timer.shutdownNow();
        }
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
        assertThat(explained(new IllegalStateException("x"))).isEqualTo("INTERNAL INTERNAL");
        assertThat(explained(new NullPointerException())).isEqualTo("INTERNAL INTERNAL");
    }

    private static String explained(Throwable thrown) {
        Failure failure = Breakdown.explain(thrown);
        return failure.code() + " " + failure.reason();
    }
}
