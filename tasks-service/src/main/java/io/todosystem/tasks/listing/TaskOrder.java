package io.todosystem.tasks.listing;

import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of a page. Equals are ordered by id, in the same direction. */
record TaskOrder(Field by, boolean descending) {
    private static final Pattern SYNTAX = Pattern.compile(" *(?<field>[a-z_]+)(?<desc> +desc)? *");
    private static final TaskOrder NEWEST_FIRST = new TaskOrder(Field.CREATE_TIME, true);

    /** What a task is compared by, as SQL, and the type that its text is read back as. */
    enum Field {
        CREATE_TIME("created_at", "timestamptz"),
        UPDATE_TIME("updated_at", "timestamptz"),
        DUE("due_order", "timestamp"),
        PRIORITY("priority", "task_priority"),
        TITLE("title COLLATE \"und-x-icu\"", "text");

        private final String column;
        private final String type;

        Field(String column, String type) {
            this.column = column;
            this.type = type;
        }
    }

    /** Of {@code order_by}; empty means the newest first. */
    static TaskOrder parse(String text) {
        if (text.isBlank()) {
            return NEWEST_FIRST;
        }
        Matcher matcher = SYNTAX.matcher(text);
        return Arrays.stream(Field.values())
                .filter(field -> matcher.matches() && matcher.group("field").equals(name(field)))
                .findAny()
                .map(field -> new TaskOrder(field, matcher.group("desc") != null))
                .orElseThrow(TaskOrder::invalid);
    }

    /** Never NULL: no due date sorts last in either direction. */
    String expression() {
        return by == Field.DUE
                ? "coalesce(task.due_order, '" + (descending ? "-" : "") + "infinity')"
                : "task." + by.column;
    }

    String keys() {
        String direction = descending ? " DESC" : "";
        return expression() + direction + ", task.id" + direction;
    }

    /** Holds for the tasks after a position; its parameters are the position's value and id. */
    String after() {
        return "(" + expression() + ", task.id) " + (descending ? "<" : ">") + " (?::" + by.type + ", ?::uuid)";
    }

    private static String name(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private static Failure invalid() {
        String description = "must be one of create_time, update_time, due, priority, title, with or without ' desc'";
        return new Failure(Code.INVALID_ARGUMENT, "INVALID_ORDER_BY", "order_by " + description)
                .violation("order_by", description);
    }
}
