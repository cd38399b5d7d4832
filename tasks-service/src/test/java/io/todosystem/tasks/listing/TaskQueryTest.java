package io.todosystem.tasks.listing;

import io.todosystem.tasks.task.TaskState;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskQueryTest {
    private static final UUID OWNER = UUID.randomUUID();

    @Test
    void queries_for_other_tasks_have_other_fingerprints() {
        var fingerprints = Stream.of(
                        query(OWNER, List.of(), List.of(), ""),
                        query(UUID.randomUUID(), List.of(), List.of(), ""),
                        query(OWNER, List.of(TaskState.OPEN), List.of(), ""),
                        query(OWNER, List.of(TaskState.DONE), List.of(), ""),
                        query(OWNER, List.of(), List.of("a"), ""),
                        query(OWNER, List.of(), List.of("a", "b"), ""),
                        query(OWNER, List.of(), List.of("a, b"), ""),
                        query(OWNER, List.of(), List.of(), "create_time"),
                        query(OWNER, List.of(), List.of(), "title desc"))
                .map(TaskQuery::fingerprint);
        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void order_and_doubles_of_a_filter_do_not_matter() {
        assertThat(query(OWNER, List.of(TaskState.DONE, TaskState.OPEN), List.of("b", "a", "b"), "")
                        .fingerprint())
                .isEqualTo(query(OWNER, List.of(TaskState.OPEN, TaskState.DONE), List.of("a", "b"), "create_time desc")
                        .fingerprint());
    }

    private static TaskQuery query(UUID owner, List<TaskState> states, List<String> tags, String orderBy) {
        return TaskQuery.of(owner, states, tags, orderBy);
    }
}
