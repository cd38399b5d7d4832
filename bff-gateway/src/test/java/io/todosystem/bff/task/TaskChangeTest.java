package io.todosystem.bff.task;

import io.todosystem.bff.json.MergePatch;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskChangeTest {
    private static final TaskChange NOTHING = new TaskChange(null, null, null, null, null);

    @Test
    void an_empty_patch_masks_nothing() {
        assertThat(TaskChange.mask(new MergePatch<>(NOTHING, Set.of())).getPathsList())
                .isEmpty();
    }

    @Test
    void a_member_that_is_null_is_masked_and_not_set() {
        var patch = new MergePatch<>(NOTHING, Set.of("due", "description"));
        assertThat(TaskChange.mask(patch).getPathsList()).containsExactly("description", "due");
        assertThat(patch.values().input().hasDue()).isFalse();
        assertThat(patch.values().input().getDescription()).isEmpty();
    }

    @Test
    void every_component_is_a_field_of_the_message() {
        var components = TaskChange.class.getRecordComponents();
        assertThat(components).hasSize(5);
        for (var component : components) {
            var field = io.todosystem.proto.tasks.v1.TaskInput.getDescriptor().findFieldByName(component.getName());
            assertThat(field).as(component.getName()).isNotNull();
        }
    }

    @Test
    void every_priority_and_state_goes_there_and_back() {
        for (var priority : Priority.values()) {
            assertThat(Priority.from(priority.proto())).isEqualTo(priority);
        }
        for (var state : TaskState.values()) {
            assertThat(TaskState.from(state.proto())).isEqualTo(state);
        }
    }
}
