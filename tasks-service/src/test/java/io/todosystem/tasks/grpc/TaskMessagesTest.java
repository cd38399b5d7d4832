package io.todosystem.tasks.grpc;

import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMessagesTest {
    /** Zones come and go with the releases of Java. */
    @Test
    void a_stored_zone_that_this_process_does_not_know_is_shown_as_it_is() {
        var now = Instant.parse("2026-11-30T08:00:00Z");
        var task = new Task(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "land",
                "",
                Priority.NONE,
                TaskState.OPEN,
                null,
                LocalDateTime.parse("2026-11-30T09:00:00"),
                "Mars/Olympus",
                List.of(),
                1,
                now,
                now,
                null);
        assertThat(TaskMessages.of(task).getDue().getZone()).isEqualTo("Mars/Olympus");
    }
}
