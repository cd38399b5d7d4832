package io.todosystem.tasks.grpc;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.tasks.change.Patch;
import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what users write into tasks. Lengths and counts have been checked by the rules of the proto. */
final class TaskInputs {
    private static final Set<String> FIELDS = Set.of("title", "description", "priority", "due", "tags");

    private TaskInputs() {}

    static Patch creation(TaskInput input) {
        return patch(input, FIELDS);
    }

    /** The fields that the mask names, cleared where the input does not set them. */
    static Patch patch(TaskInput input, FieldMask mask) {
        if (!FIELDS.containsAll(mask.getPathsList())) {
            throw unknownField();
        }
        return patch(input, Set.copyOf(mask.getPathsList()));
    }

    private static Patch patch(TaskInput input, Set<String> fields) {
        boolean setsDue = fields.contains("due");
        return new Patch(
                fields.contains("title") ? title(input.getTitle()) : null,
                fields.contains("description") ? input.getDescription() : null,
                fields.contains("priority") ? priority(input) : null,
                setsDue,
                setsDue ? due(input) : null,
                fields.contains("tags") ? tags(input.getTagsList()) : null);
    }

    private static String title(String title) {
        if (isBlank(title)) {
            throw Failure.invalid("task.title", "must not be blank");
        }
        return title;
    }

    private static Priority priority(TaskInput input) {
        return switch (input.getPriority()) {
            case PRIORITY_UNSPECIFIED, PRIORITY_NONE, UNRECOGNIZED -> Priority.NONE;
            case PRIORITY_LOW -> Priority.LOW;
            case PRIORITY_MEDIUM -> Priority.MEDIUM;
            case PRIORITY_HIGH -> Priority.HIGH;
            case PRIORITY_URGENT -> Priority.URGENT;
        };
    }

    private static @Nullable Due due(TaskInput input) {
        if (!input.hasDue()) {
            return null;
        }
        var due = input.getDue();
        return Due.parse(due.getDate(), due.getTime(), due.getZone());
    }

    private static List<String> tags(List<String> tags) {
        for (int i = 0; i < tags.size(); i++) {
            if (isBlank(tags.get(i))) {
                throw Failure.invalid("task.tags[" + i + "]", "must not be blank");
            }
        }
        return tags.stream().distinct().sorted().toList();
    }

    /** Counts no-break spaces too, which {@link String#isBlank} does not. */
    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static Failure unknownField() {
        return new Failure(Code.INVALID_ARGUMENT, "INVALID_UPDATE_MASK", "The update mask names an unknown field")
                .violation("update_mask", "names an unknown field; known are title, description, priority, due, tags");
    }
}
