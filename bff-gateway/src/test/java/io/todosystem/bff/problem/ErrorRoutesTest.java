package io.todosystem.bff.problem;

import ch.qos.logback.classic.Level;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import io.todosystem.platform.testing.LoggedLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorRoutesTest {
    @RegisterExtension
    private final LoggedLines lines = LoggedLines.of(Bugs.class);

    private final ErrorRoutes routes = new ErrorRoutes();

    @Test
    void what_a_service_broke_with_and_said_nothing_of_is_logged_here() {
        assertThat(statusOf(Status.UNKNOWN.asRuntimeException())).isEqualTo(500);

        assertThat(lines.all()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).isEqualTo("GET /api/v1/tasks failed");
        });
    }

    @Test
    void what_the_service_has_logged_or_nobody_must_look_at_is_not() {
        var logged = FailureMapping.toStatus(new Failure(Status.Code.INTERNAL, "INTERNAL", "Something went wrong"));

        assertThat(statusOf(logged)).isEqualTo(500);
        assertThat(statusOf(Status.UNAVAILABLE.asRuntimeException())).isEqualTo(503);
        assertThat(statusOf(Status.CANCELLED.asRuntimeException())).isEqualTo(499);
        assertThat(lines.all()).isEmpty();
    }

    private int statusOf(StatusRuntimeException exception) {
        return routes.answered(HttpRequest.GET("/api/v1/tasks"), exception).code();
    }
}
