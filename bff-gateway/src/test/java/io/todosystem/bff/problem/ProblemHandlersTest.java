package io.todosystem.bff.problem;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemHandlersTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ProblemHandlers.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ProblemHandlers handlers = new ProblemHandlers();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.setAdditive(true);
        logger.detachAppender(lines);
    }

    @Test
    void what_a_service_broke_with_and_said_nothing_of_is_logged_here() {
        assertThat(statusOf(Status.UNKNOWN.asRuntimeException())).isEqualTo(500);

        assertThat(lines.list).singleElement().satisfies(line -> {
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
        assertThat(lines.list).isEmpty();
    }

    private int statusOf(StatusRuntimeException exception) {
        return handlers.statuses()
                .handle(HttpRequest.GET("/api/v1/tasks"), exception)
                .code();
    }
}
