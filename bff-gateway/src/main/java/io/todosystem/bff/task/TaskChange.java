package io.todosystem.bff.task;

import com.google.protobuf.FieldMask;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.json.MergePatch;
import io.todosystem.proto.tasks.v1.TaskInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a task that a user writes. */
@Serdeable
@Schema(description = """
                Only the members that are given change; null clears one (the title cannot be cleared). `due` and `tags` are \
                replaced as a whole.""", example = "{\"priority\": \"URGENT\", \"due\": null}")
record TaskChange(
        @Schema(description = "1 to 500 characters, not only white space.") @Nullable
        String title,

        @Schema(description = "At most 16 KiB of UTF-8.") @Nullable
        String description,

        @Nullable Priority priority,
        @Nullable Due due,

        @Schema(description = "At most 50, each 1 to 50 characters; doubles count once.") @Nullable
        List<String> tags) {

    /** The fields that a patch names; members and fields have the same names. */
    static FieldMask mask(MergePatch<TaskChange> patch) {
        return FieldMask.newBuilder()
                .addAllPaths(patch.members().stream().sorted().toList())
                .build();
    }

    TaskInput input() {
        var input = TaskInput.newBuilder();
        if (title != null) {
            input.setTitle(title);
        }
        if (description != null) {
            input.setDescription(description);
        }
        if (priority != null) {
            input.setPriority(priority.proto());
        }
        if (due != null) {
            input.setDue(due.proto());
        }
        return input.addAllTags(tags == null ? List.of() : tags).build();
    }
}
