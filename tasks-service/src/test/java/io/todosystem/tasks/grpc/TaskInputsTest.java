package io.todosystem.tasks.grpc;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.tasks.v1.Due;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.tasks.change.Patch;
import io.todosystem.tasks.task.Priority;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskInputsTest {
    private static final TaskInput INPUT = TaskInput.newBuilder()
            .setTitle(" Buy milk ")
            .setDescription("Two litres")
            .setPriority(io.todosystem.proto.tasks.v1.Priority.PRIORITY_HIGH)
            .setDue(Due.newBuilder().setDate("2026-11-30"))
            .addAllTags(List.of("shop", "food", "shop"))
            .build();

    @Test
    void creation_takes_every_field_and_sorts_tags_without_doubles() {
        assertThat(TaskInputs.creation(INPUT))
                .isEqualTo(new Patch(
                        " Buy milk ",
                        "Two litres",
                        Priority.HIGH,
                        true,
                        new io.todosystem.tasks.task.Due.Day(LocalDate.of(2026, 11, 30)),
                        List.of("food", "shop")));
    }

    @Test
    void patch_takes_only_what_the_mask_names() {
        assertThat(TaskInputs.patch(INPUT, FieldMaskUtil.fromString("priority")))
                .isEqualTo(new Patch(null, null, Priority.HIGH, false, null, null));
    }

    @Test
    void empty_mask_changes_nothing() {
        assertThat(TaskInputs.patch(INPUT, FieldMask.getDefaultInstance())).isEqualTo(Patch.NOTHING);
    }

    @Test
    void named_field_without_a_value_is_cleared() {
        assertThat(TaskInputs.patch(
                        TaskInput.getDefaultInstance(), FieldMaskUtil.fromString("description,priority,due,tags")))
                .isEqualTo(new Patch(null, "", Priority.NONE, true, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0\u3000"})
    void title_cannot_be_blank(String title) {
        assertInvalid("task.title", TaskInput.newBuilder().setTitle(title).build(), "title");
    }

    @Test
    void tag_cannot_be_blank() {
        assertInvalid(
                "task.tags[1]", TaskInput.newBuilder().addTags("a").addTags(" ").build(), "tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "id", "*", "task.title", "due.date", "Title", ""})
    void unknown_field_in_the_mask_is_refused(String path) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> TaskInputs.patch(
                        INPUT,
                        FieldMask.newBuilder().addPaths("title").addPaths(path).build()))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_UPDATE_MASK"));
    }

    private static void assertInvalid(String field, TaskInput input, String mask) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> TaskInputs.patch(input, FieldMaskUtil.fromString(mask)))
                .satisfies(failure -> assertThat(failure.violations())
                        .singleElement()
                        .extracting(Failure.FieldViolation::field)
                        .isEqualTo(field));
    }
}
